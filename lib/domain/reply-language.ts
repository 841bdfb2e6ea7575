// In which language an answer is written: told from the little words that every sentence has.

/** The most frequent words of each, without those that two of them share in another sense. */
const LITTLE_WORDS: Readonly<Record<string, ReadonlySet<string>>> = {
  en: words(
    'the and you your we our are is for of to it that this have with will sorry thanks us from was not can please on been',
  ),
  de: words(
    'der die das und ist nicht wir sie ihr ihre ihnen ein eine zu mit für uns es tut leid dass haben auf auch bei danke bitte',
  ),
  fr: words(
    'le la les et est pas nous vous votre un une de des pour avec que ce sur dans merci sommes avons votre au du désolés',
  ),
  es: words('el la los las y es no su de que un una para con por lo nos ha gracias sentimos hemos usted en se le'),
  it: words('il la gli e è non di che un una per con ci dispiace grazie abbiamo la suo sua le del della in si'),
  nl: words('de het een en is niet wij we u uw van voor met dat ons op bedankt spijt hebben zijn te er bij'),
  pt: words(
    'o a os as e é não de que um uma para com por nos lamentamos obrigado obrigada pedimos sua seu em ao da do se',
  ),
};

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Little words by which a language must lead before it is believed against what the thread says. */
const LEAD = 2;

/**
 * ISO 639-1 code of the language of `text`, which answers somebody who writes `expected`. That language unless the words
 * clearly say another one; of a language that has no words here only the expectation is known.
 */
export function languageOf(text: string, expected: string): string {
  const found = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const scores = Object.entries(LITTLE_WORDS)
    .map(([code, little]) => ({ code, score: found.filter((word) => little.has(word)).length }))
    .toSorted((one, other) => other.score - one.score);
  const [best] = scores;
  const own = scores.find(({ code }) => code === expected)?.score ?? 0;
  if (!best || best.score < own + LEAD) return expected;
  const second = scores.find(({ code }) => code !== best.code)?.score ?? 0;
  return best.score >= second + LEAD ? best.code : expected;
}
