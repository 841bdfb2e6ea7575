// Words by which an answer is heard as kind or unkind, clear or stiff.

/** How people say sorry and thanks, by language: each finds the words themselves. */
interface PoliteWords {
  readonly sorry: RegExp;
  readonly thanks: RegExp;
}

/** By ISO 639-1 code; of any other language nothing is said. */
export const POLITE_WORDS: Readonly<Record<string, PoliteWords>> = {
  en: {
    sorry: /\b(?:sorry|apolog(?:y|ies|i[sz]e[sd]?|i[sz]ing)|we regret|i regret|forgive (?:us|me))\b/giu,
    thanks: /\b(?:thank you|thanks|thank u|thx|cheers|grateful|appreciate)\b/giu,
  },
  de: {
    sorry:
      /(?<!\p{L})(?:(?:tut|täte) (?:mir|uns|es mir|es uns)[^.!?]{0,30}\bleid|leid|entschuldig\p{L}*|verzeih\p{L}*|bedauern|bedaure|sorry|pardon)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:danke\p{L}*|dank|vielen dank|dankbar)(?!\p{L})/giu,
  },
  fr: {
    sorry: /(?<!\p{L})(?:désolée?s?|excus\p{L}*|pardon\p{L}*|navrée?s?|regrett\p{L}*)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:merci|remerci\p{L}*)(?!\p{L})/giu,
  },
  es: {
    sorry: /(?<!\p{L})(?:lo siento|sentimos|siento|lament\p{L}*|disculp\p{L}*|perd[oó]n\p{L}*)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:gracias|agradec\p{L}*)(?!\p{L})/giu,
  },
  it: {
    sorry: /(?<!\p{L})(?:dispiac\p{L}*|spiacent[ei]|scus\p{L}*|perdon\p{L}*|rammaric\p{L}*)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:grazie|ringrazi\p{L}*)(?!\p{L})/giu,
  },
  nl: {
    sorry: /(?<!\p{L})(?:sorry|spijt\p{L}*|excuses?|verontschuldig\p{L}*|vervelend)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:bedankt?|dank\p{L}*|dankjewel)(?!\p{L})/giu,
  },
  pt: {
    sorry: /(?<!\p{L})(?:desculp\p{L}*|lament\p{L}*|pedimos perdão|perdão|sentimos muito|sinto muito)(?!\p{L})/giu,
    thanks: /(?<!\p{L})(?:obrigad[oa]s?|agradec\p{L}*)(?!\p{L})/giu,
  },
};

/** Sounds like sorry, and puts it on the customer or on nobody. English. */
export const HOLLOW_SORRY =
  /\b(?:(?:sorry|apologi[sz]e|apologies) (?:that |if |for how )?you(?: may)? (?:feel|felt|think|thought|believe)\w*|(?:sorry|apologi[sz]e|apologies) (?:if|for any)\b[^.!?\n]{0,60}|regret any inconvenience[^.!?\n]{0,40}|(?:sorry|apologi[sz]e|apologies) for (?:the|this|that|your) inconvenience(?: this| that| it)?(?: may have| might have| has)? caused)/giu;

/** Puts it on the customer. English; what the customer should have been given is no blame. */
export const BLAME =
  /\b(?:you should(?:n['’]t| not)? have (?!received|had|got|gotten|been|heard|arrived|seen|to\b)\w+|you (?:failed|forgot|neglected|refused) to|you (?:didn['’]t|did not|haven['’]t|have not) (?:read|follow\w*|provide\w*|give\w*|tell|told|send|sent|check\w*|pay|paid|update\w*|understand|understood|bother\w*|include\w*|use\w*)|your (?:own )?(?:fault|mistake|error|misunderstanding)|you must (?:have|be) (?:misread|mistaken|misunderstood|done)|you(?:['’]re| are) (?:wrong|mistaken|overreacting)|calm down|as (?:already|previously) (?:stated|explained|mentioned|told)|as (?:we|i) (?:already |have already |previously )?(?:told|said|explained)|you claim|if you had (?:only )?(?:read|checked|followed|paid|told)|(?:like|as) everyone else)\b/giu;

/** Shuts the door. English. */
export const SHUT_DOOR =
  /\b(?:(?:please )?do(?:n['’]t| not) (?:reply|respond|write back|answer|contact us)(?: to this)?|no-?reply|not monitored|unmonitored|this is an auto(?:mated|matic)[\w ]{0,20}|auto(?:mated|matic)(?:ally generated)? (?:message|reply|response)|no further (?:correspondence|discussion|replies|action)|(?:case|matter|ticket|complaint) (?:is|has been) (?:now )?closed|(?:our|this) decision is final|nothing (?:more|else) (?:we|i) can do|there is nothing (?:we|i) can do)\b/giu;

/** Says how to come back to us. English. */
export const OPEN_DOOR =
  /\b(?:(?:let|tell) (?:us|me)(?: know)?\b|(?:just )?(?:reply|answer) (?:here|to (?:this|us|me))|(?:write|message|dm|text|call|ring|ask|reach|contact|email|e-mail|visit) (?:us|me)\b|send (?:us|me)\b|(?:write|talk|speak|reply) to (?:us|me)\b|drop (?:us|me)\b|give (?:us|me) a (?:call|ring|shout)|(?:get|be|keep) in touch|(?:we|i)(?:['’](?:re|m)| are| am) (?:(?:always|still|right) )?here|here (?:for you|to help|if you|any ?time)|any (?:more |other |further )?questions|if (?:anything|there is anything|you need|it happens|that does|this does|it does|we can)\b|just (?:say|ask|shout)\b|(?:say|ask)(?: here| any ?time| away)|happy to help|(?:could|can|would|will) you (?:please )?(?:send|tell|share|dm|message|let|give|confirm|say|reply|write)|we(?:['’]d| would) (?:love|like) to hear)/giu;

/** Stiff words of offices, each with the plain one. Source for the plain ones: plainlanguage.gov, GOV.UK "words to avoid". */
export const STIFF_WORDS: readonly (readonly [pattern: RegExp, plain: string])[] = [
  [/\bas per\b/giu, 'as'],
  [/\bkindly(?: be advised| note)?\b/giu, 'please'],
  [/\bplease be advised(?: that)?\b/giu, 'leave it out'],
  [/\bplease note(?: that)?\b/giu, 'leave it out'],
  [/\bin regards? to\b/giu, 'about'],
  [/\bwith regards? to\b/giu, 'about'],
  [/\bregarding\b/giu, 'about'],
  [/\bpertaining to\b/giu, 'about'],
  [/\bin order to\b/giu, 'to'],
  [/\bprior to\b/giu, 'before'],
  [/\bsubsequent(?:ly| to)\b/giu, 'after'],
  [/\bat (?:your|the) earliest convenience\b/giu, 'soon, or better a day'],
  [/\bat this (?:moment|point) in time\b/giu, 'now'],
  [/\bdue to the fact that\b/giu, 'because'],
  [/\bin the event (?:of|that)\b/giu, 'if'],
  [/\bshould you (?:require|have any|wish)\b/giu, 'if you'],
  [/\bdo not hesitate to\b/giu, 'just'],
  [/\bendeavou?r\b/giu, 'try'],
  [/\butili[sz]e\b/giu, 'use'],
  [/\bcommence\b/giu, 'start'],
  [/\bterminate\b/giu, 'end'],
  [/\bascertain\b/giu, 'find out'],
  [/\bfacilitate\b/giu, 'help'],
  [/\bexpedite\b/giu, 'speed up'],
  [/\brectify\b/giu, 'put right'],
  [/\bvalued customers?\b/giu, 'the person’s name'],
  [/\bhereby\b|\bherewith\b|\baforementioned\b|\bthereof\b|\bpursuant to\b/giu, 'leave it out'],
  [/\bescalate[ds]?\b/giu, 'say who looks at it now'],
  [/\bcircle back\b|\btouch base\b|\breach out\b/giu, 'write'],
  [/\bwe take (?:this|these matters|your feedback|all complaints) (?:very )?seriously\b/giu, 'say what you do'],
];

/** Says when without saying when. English. */
export const VAGUE_TIME =
  /\b(?:soon|shortly|asap|a\.s\.a\.p\b\.?|as soon as (?:possible|we can|i can)|in due course|in the near future|at some point|momentarily|before long|when(?:ever)? (?:we|i) can|quickly as (?:possible|we can|i can))/giu;
