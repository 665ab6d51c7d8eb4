import { parseSync, Visitor, type ESTree } from 'vite';

/** Titles of tests that run: of `it`, `test` and `describe` with their variants, but not of skipped or future ones. */
export function findTestTitles(source: string): string[] {
  const titles: string[] = [];
  const visitor = new Visitor({
    CallExpression({ callee, arguments: [first] }) {
      if (first === undefined || !namesTest(callee)) return;
      const title = textOf(first);
      if (title !== null) titles.push(title);
    },
  });
  visitor.visit(parseSync('source.ts', source).program);
  return titles;
}

/** `it`, `it.each`, `it.each([…])`, `test.describe.serial`; not `it.skip`. */
function namesTest(callee: ESTree.Node): boolean {
  switch (callee.type) {
    case 'Identifier':
      return ['it', 'test', 'describe'].includes(callee.name);
    case 'MemberExpression':
      return (
        callee.property.type === 'Identifier' &&
        !['skip', 'todo', 'fixme'].includes(callee.property.name) &&
        namesTest(callee.object)
      );
    case 'CallExpression':
    case 'TaggedTemplateExpression':
      return namesTest(callee.type === 'CallExpression' ? callee.callee : callee.tag);
    default:
      return false;
  }
}

function textOf(node: ESTree.Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral') return node.quasis.map(({ value }) => value.cooked ?? '').join('…');
  return null;
}
