/**
 * Ways in which a letter could call home when it is opened, or touched. `HOME` stands for a host that a listener plays,
 * another for each. Own list, after the classes of docs/specs/preview.md.
 */
export interface Vector {
  readonly name: string;
  readonly html: string;
}

const vector = (name: string, html: string): Vector => ({ name, html });

const style = (css: string): string => `<div class="x" style="${css}">text</div>`;
const sheet = (css: string): string => `<style>${css}</style><div class="x">text</div>`;
const svg = (inner: string): string =>
  `<svg width="20" height="20" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inner}</svg>`;

const list: readonly Vector[] = [
  vector('img src', '<img src="HOME/1">'),
  vector('img src, https', '<img src="https://home.example/1">'),
  vector('img src without a scheme', '<img src="//home.example/1">'),
  vector('img src with backslashes', '<img src="\\\\home.example\\1">'),
  vector('img src with blanks', '<img src="  HOME/1 ">'),
  vector('img src in entities', '<img src="&#104;ttp&#58;//home.example/1">'),
  vector('img srcset', '<img srcset="HOME/1 1x, HOME/2 2x">'),
  vector('img lowsrc', '<img lowsrc="HOME/1" dynsrc="HOME/2">'),
  vector('image, the old name of img', '<image src="HOME/1">'),
  vector('img loading lazily', '<img loading="lazy" src="HOME/1" width="10" height="10">'),
  vector('img crossorigin', '<img crossorigin="use-credentials" referrerpolicy="unsafe-url" src="HOME/1">'),
  vector('img attributionsrc', '<img src="data:," attributionsrc="https://home.example/1">'),
  vector('img cid to elsewhere', '<img src="cid:../../../HOME/1"><img src="cid:HOME/1">'),
  vector('img blob of another', '<img src="blob:HOME/0a1b2c3d-0000-4000-8000-000000000000">'),
  vector('picture source', '<picture><source srcset="HOME/1"><img src="data:,"></picture>'),
  vector('video poster', '<video poster="HOME/1"></video>'),
  vector('video src', '<video src="HOME/1" autoplay preload="auto"></video>'),
  vector('video source', '<video autoplay muted><source src="HOME/1" type="video/mp4"></video>'),
  vector('video track', '<video src="data:video/mp4," ><track default kind="captions" src="HOME/1"></video>'),
  vector('audio', '<audio src="HOME/1" autoplay preload="auto"></audio>'),
  vector('input of type image', '<input type="image" src="HOME/1">'),
  vector('body background', '<body background="HOME/1">text</body>'),
  vector('table background', '<table background="HOME/1"><tr><td background="HOME/2">text</td></tr></table>'),
  vector('link stylesheet', '<link rel="stylesheet" href="HOME/1">'),
  vector('link alternate stylesheet', '<link rel="alternate stylesheet" title="x" href="HOME/1">'),
  vector('link preload', '<link rel="preload" as="image" href="HOME/1">'),
  vector('link modulepreload', '<link rel="modulepreload" href="HOME/1">'),
  vector('link prefetch', '<link rel="prefetch" href="HOME/1">'),
  vector('link prerender', '<link rel="prerender" href="HOME/1">'),
  vector('link preconnect', '<link rel="preconnect" href="HOME">'),
  vector('link preconnect, crossorigin', '<link rel="preconnect" crossorigin href="https://home.example">'),
  vector('link dns-prefetch', '<link rel="dns-prefetch" href="//home.example">'),
  vector('link icon', '<link rel="icon" href="HOME/1"><link rel="apple-touch-icon" href="HOME/2">'),
  vector('link manifest', '<link rel="manifest" href="HOME/1">'),
  vector('meta refresh', '<meta http-equiv="refresh" content="0; url=HOME/1">'),
  vector('meta refresh in a body', '<p>text</p><meta http-equiv="refresh" content="0;HOME/1">'),
  vector(
    'meta policy that reports',
    '<meta http-equiv="Content-Security-Policy" content="img-src none; report-uri HOME/1"><img src="x">',
  ),
  vector('meta dns-prefetch', '<meta http-equiv="x-dns-prefetch-control" content="on"><a href="HOME/1">link</a>'),
  vector('base', '<base href="HOME/"><img src="1">'),
  vector('base and a style', `<base href="HOME/">${style('background:url(1)')}`),
  vector('iframe src', '<iframe src="HOME/1"></iframe>'),
  vector('iframe srcdoc', '<iframe srcdoc="&lt;img src=&quot;HOME/1&quot;&gt;"></iframe>'),
  vector('iframe of data', '<iframe src="data:text/html,<img src=HOME/1>"></iframe>'),
  vector('iframe of a script', `<iframe src="javascript:'<img src=HOME/1>'"></iframe>`),
  vector('frameset', '<frameset><frame src="HOME/1"></frameset>'),
  vector('fencedframe and portal', '<fencedframe src="HOME/1"></fencedframe><portal src="HOME/2"></portal>'),
  vector('object data', '<object data="HOME/1" type="image/png"></object>'),
  vector('object classid and codebase', '<object classid="HOME/1" codebase="HOME/" data="2"></object>'),
  vector('embed', '<embed src="HOME/1" type="image/svg+xml">'),
  vector('applet and bgsound', '<applet codebase="HOME/" code="1"></applet><bgsound src="HOME/2">'),
  vector('script src', '<script src="HOME/1"></script>'),
  vector('script module', '<script type="module" src="HOME/1"></script><script type="module">import "HOME/2"</script>'),
  vector('script that fetches', '<script>fetch("HOME/1");new Image().src="HOME/2"</script>'),
  vector(
    'script speculation rules',
    '<script type="speculationrules">{"prefetch":[{"source":"list","urls":["https://home.example/1"]}]}</script>',
  ),
  vector(
    'script import map',
    '<script type="importmap">{"imports":{"a":"HOME/1"}}</script><script type="module">import "a"</script>',
  ),
  vector('handler that fetches', '<img src="x" onerror="fetch(\'HOME/1\')">'),
  vector('handler that opens', '<details open ontoggle="window.open(\'HOME/1\')"><summary>x</summary>y</details>'),
  vector('handler that goes', '<img src="x" onerror="location=\'HOME/1\'">'),
  vector('svg image', svg('<image href="HOME/1" width="9" height="9"/>')),
  vector('svg image, xlink', svg('<image xlink:href="HOME/1" width="9" height="9"/>')),
  vector('svg use', svg('<use href="HOME/1#x"/>')),
  vector(
    'svg feImage',
    svg('<filter id="f"><feImage href="HOME/1"/></filter><rect width="9" height="9" filter="url(#f)"/>'),
  ),
  vector('svg filter elsewhere', svg('<rect width="9" height="9" filter="url(HOME/1#f)"/>')),
  vector('svg mask elsewhere', svg('<rect width="9" height="9" mask="url(HOME/1#m)" clip-path="url(HOME/2#c)"/>')),
  vector('svg fill elsewhere', svg('<rect width="9" height="9" fill="url(HOME/1#p)" marker-end="url(HOME/2#m)"/>')),
  vector(
    'svg animate',
    svg('<image width="9" height="9"><animate attributeName="href" to="HOME/1" fill="freeze"/></image>'),
  ),
  vector('svg set', svg('<image width="9" height="9"><set attributeName="href" to="HOME/1"/></image>')),
  vector('svg style', svg('<style>rect{fill:url(HOME/1#p)}@import "HOME/2";</style><rect width="9" height="9"/>')),
  vector(
    'svg foreignObject',
    svg('<foreignObject width="9" height="9"><img xmlns="http://www.w3.org/1999/xhtml" src="HOME/1"/></foreignObject>'),
  ),
  vector('svg script', svg('<script href="HOME/1"></script>')),
  vector(
    'svg in an img of data',
    `<img src="data:image/svg+xml,${encodeURIComponent(svg('<image href="HOME/1" width="9" height="9"/>'))}">`,
  ),
  vector(
    'math href',
    '<math><mtext href="HOME/1">x</mtext><annotation-xml encoding="text/html"><img src="HOME/2"></annotation-xml></math>',
  ),
  vector('xml stylesheet', '<?xml-stylesheet href="HOME/1"?><p>x</p>'),
  vector('css background', style('background:url(HOME/1)')),
  vector('css background-image, quoted', style("background-image:url('HOME/1')")),
  vector('css background without a scheme', style('background:url(//home.example/1)')),
  vector('css list-style', '<ul style="list-style:url(HOME/1)"><li>x</li></ul>'),
  vector('css cursor', style('cursor:url(HOME/1),auto;width:900px;height:600px')),
  vector('css content', sheet('.x::before{content:url(HOME/1)}')),
  vector('css border-image', style('border:9px solid;border-image:url(HOME/1) 3')),
  vector('css mask', style('mask:url(HOME/1);-webkit-mask-image:url(HOME/2)')),
  vector('css filter', style('filter:url(HOME/1#f);backdrop-filter:url(HOME/2#f)')),
  vector('css clip-path and shape', style('clip-path:url(HOME/1#c);float:left;shape-outside:url(HOME/2)')),
  vector('css import', sheet('@import "HOME/1";')),
  vector('css import of url', sheet('@import url(HOME/1) layer(a) supports(display:block) screen;')),
  vector('css font-face', sheet('@font-face{font-family:f;src:url(HOME/1)}.x{font-family:f}')),
  vector(
    'css image-set',
    style('background:image-set(&quot;HOME/1&quot; 1x);background-image:-webkit-image-set(url(HOME/2) 1x)'),
  ),
  vector(
    'css image and cross-fade',
    style('background:image(&quot;HOME/1&quot;);background-image:-webkit-cross-fade(url(HOME/2),url(HOME/3),50%)'),
  ),
  vector('css variable', style('--u:url(HOME/1);background:var(--u)')),
  vector('css variable, default', style('background:var(--none,url(HOME/1))')),
  vector('css escape', style('background:\\75rl(HOME/1)')),
  vector('css escape in a variable', style('--u:\\75 rl(HOME/1);background:var(--u)')),
  vector('css comment', style('background:url(/**/HOME/1)')),
  vector('css src()', style('background:src(&quot;HOME/1&quot;)')),
  vector('css attr()', '<div style="background:attr(data-u type(&lt;url&gt;))" data-u="HOME/1">x</div>'),
  vector('css nested rule', sheet('.x{&{background:url(HOME/1)}}')),
  vector('css in @media', sheet('@media all{.x{background:url(HOME/1)}}')),
  vector('css in @supports and @layer', sheet('@supports(display:block){@layer a{.x{background:url(HOME/1)}}}')),
  vector('css keyframes', sheet('@keyframes k{from,to{background:url(HOME/1)}}.x{animation:k 9s infinite}')),
  vector(
    'css @property',
    sheet('@property --p{syntax:"*";inherits:true;initial-value:url(HOME/1)}.x{background:var(--p)}'),
  ),
  vector('css charset trick', sheet('@charset "utf-7";@import+"HOME/1";.x{background:url("HOME/2')),
  vector('css broken out of', '<style></style><img src="HOME/1"></style>'),
  vector('css namespace', sheet('@namespace url(HOME/1);@namespace s url(HOME/2);')),
  vector(
    'css scrollbar and marker',
    sheet('.x{overflow:scroll}.x::-webkit-scrollbar{background:url(HOME/1)}.x::marker{content:url(HOME/2)}'),
  ),
  vector('a ping', '<a href="HOME/1" ping="HOME/2">link</a>'),
  vector('a that downloads', '<a href="HOME/1" download>link</a>'),
  vector('a to the top', '<a href="HOME/1" target="_top">link</a>'),
  vector('a to a new window', '<a href="HOME/1" target="_blank" rel="opener">link</a>'),
  vector(
    'area',
    '<img usemap="#m" src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="200" height="200"><map name="m"><area href="HOME/1" coords="0,0,200,200"></map>',
  ),
  vector('form that is sent by a button', '<form action="HOME/1"><button>link</button></form>'),
  vector(
    'form with its button elsewhere',
    '<form id="f" action="HOME/1" method="post"></form><button form="f" formaction="HOME/2">link</button>',
  ),
  vector(
    'comment of old programs',
    '<!--[if mso]><img src="HOME/1"><![endif]--><![if !mso]><img src="HOME/2"><![endif]>',
  ),
  vector('template', '<template shadowrootmode="open"><img src="HOME/1"></template>'),
  vector(
    'declarative shadow root',
    '<div><template shadowrootmode="open"><style>:host{background:url(HOME/1)}</style></template></div>',
  ),
  vector('noscript', '<noscript><img src="HOME/1"></noscript>'),
  vector('broken markup', '<p title="</p><img src=HOME/1>">x</p><img/src=HOME/2 <b'),
];

/** Each with a host of its own, so that who calls is known by whom it calls. */
export const vectors: readonly Vector[] = list.map(({ name, html }, at) => ({
  name,
  html: html.replaceAll('HOME', 'http://home.example').replaceAll('home.example', `v${at}.home.example`),
}));

/** Those whose hosts are named in what the listener heard. */
export function callersIn(calls: readonly string[]): readonly Vector[] {
  const heard = new Set(
    calls.flatMap((call) => [...call.matchAll(/v(\d+)\.home\.example/g)].map(([, at]) => Number(at))),
  );
  return vectors.filter((_, at) => heard.has(at));
}
