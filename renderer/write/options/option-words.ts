import type { MessageOptions } from '../draft/draft-state.ts';

/** One thing that a message carries beyond its words, and what takes it off again. */
export interface SetOption {
  readonly key: string;
  readonly words: string;
  readonly without: Partial<MessageOptions>;
}

/** What is set, in words; nothing for an ordinary message. */
export function setOptions(options: MessageOptions): readonly SetOption[] {
  const { importance, requestReadReceipt, requestDeliveryReceipt, categories, replyTo, asText } = options;
  return [
    ...(importance === 'normal'
      ? []
      : [
          {
            key: 'importance',
            words: importance === 'high' ? 'High importance' : 'Low importance',
            without: { importance: 'normal' as const },
          },
        ]),
    ...(requestReadReceipt ? [{ key: 'read', words: 'Read receipt', without: { requestReadReceipt: false } }] : []),
    ...(requestDeliveryReceipt
      ? [{ key: 'delivery', words: 'Delivery receipt', without: { requestDeliveryReceipt: false } }]
      : []),
    ...(asText === true ? [{ key: 'asText', words: 'Plain text', without: { asText: false } }] : []),
    ...categories.map((name) => ({
      key: `category:${name}`,
      words: `Category ${name}`,
      without: { categories: categories.filter((other) => other !== name) },
    })),
    ...(replyTo.length === 0
      ? []
      : [{ key: 'replyTo', words: `Answers to ${replyTo.join(', ')}`, without: { replyTo: [] } }]),
  ];
}

/** Names between commas, each once. */
export function readCategories(typed: string): string[] {
  return [...new Set(typed.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}
