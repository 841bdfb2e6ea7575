// Counts a text as X does: most scripts of the alphabet weigh 1, all others 2, an emoji 2, a link 23.

export const X_MAX_LENGTH = 280;

const LINK_WEIGHT = 23;
const EMOJI_WEIGHT = 2;

/** Code points that weigh 1 (docs.x.com, "Counting characters", configuration 3). */
const LIGHT_RANGES: readonly (readonly [number, number])[] = [
  [0x0000, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
];

/** Endings by which X knows a link even without `https://`: all countries, and the common ones of the more than thousand others. */
const KNOWN_ENDINGS = new Set(
  (
    'com net org info biz edu gov int mil app dev shop store online site xyz tech blog news club cloud live life ' +
    'world email help support travel agency group media ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd ' +
    'be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj ' +
    'dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk ' +
    'hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls ' +
    'lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu ' +
    'nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ' +
    'ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ' +
    'ws ye yt za zm zw'
  ).split(' '),
);

/** Scheme, host, port, path and query; path and query do not end in punctuation, which belongs to the sentence. */
const LINK = new RegExp(
  [
    String.raw`(?<![\p{L}\p{N}@#$_.-])(?:https?:\/\/)?`,
    String.raw`((?:[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?\.)+\p{L}{2,63})(?::\d+)?`,
    String.raw`(?:\/(?:[\w!*';:=+,.$\/%#\[\]~@\|&\-]*[\w=#\/+\-])?)?`,
    String.raw`(?:\?[\w!*';:=+,.$\/%#\[\]~@\|&\-?]*[\w=#\/&\-])?`,
  ].join(''),
  'giu',
);

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The weighted length of `text` in X's characters. */
export function weightedLength(text: string): number {
  const composed = text.normalize('NFC');
  let total = 0;
  let end = 0;
  for (const link of composed.matchAll(LINK)) {
    total += plainWeight(composed.slice(end, link.index)) + linkWeight(link);
    end = link.index + link[0].length;
  }
  return total + plainWeight(composed.slice(end));
}

/** Whether X sees a link in the text, which raises the price; where that is not sure, it is taken to. */
export function hasLink(text: string): boolean {
  return [...text.normalize('NFC').matchAll(LINK)].some((link) => linkWeight(link) >= LINK_WEIGHT);
}

/** For an ending that is not known here, X may see a link or plain text: the larger count is the safe one. */
function linkWeight([whole, host = '']: RegExpExecArray): number {
  const ending = host.slice(host.lastIndexOf('.') + 1).toLowerCase();
  if (KNOWN_ENDINGS.has(ending)) return LINK_WEIGHT;
  return ending.length === 2 ? plainWeight(whole) : Math.max(LINK_WEIGHT, plainWeight(whole));
}

function plainWeight(text: string): number {
  let weight = 0;
  for (const { segment } of graphemes.segment(text)) {
    weight += /^\p{RGI_Emoji}$/v.test(segment) ? EMOJI_WEIGHT : [...segment].reduce((sum, c) => sum + weightOf(c), 0);
  }
  return weight;
}

function weightOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return LIGHT_RANGES.some(([from, to]) => point >= from && point <= to) ? 1 : 2;
}
