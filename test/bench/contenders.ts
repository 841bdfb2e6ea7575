// What somebody who writes for Node would pick to find complaints, each as its own documentation shows it.
import natural from 'natural';
import Sentiment from 'sentiment';
import vader from 'vader-sentiment';
import model from 'wink-eng-lite-web-model';
import winkNLP from 'wink-nlp';
import winkSentiment from 'wink-sentiment';
import type { LabelledPost } from '../../lib/classifier/train/examples.ts';

/** Whether a text is a complaint. */
export type Judge = (text: string) => boolean;

export interface Contender {
  readonly name: string;
  readonly rule: string;
  /** Learns from posts, if it learns at all. */
  readonly fit: (posts: readonly LabelledPost[]) => Judge;
}

const BELOW_ZERO = 'a score below 0 is a complaint';

export const CONTENDERS: readonly Contender[] = [
  {
    name: 'phrase query',
    rule: '"customer service" with fail, sucks, worst, poor, bad, terrible or awful',
    fit: query,
  },
  { name: 'sentiment', rule: BELOW_ZERO, fit: afinn },
  { name: 'vader-sentiment', rule: 'a compound score below 0 is a complaint', fit: vaderSentiment },
  { name: 'wink-sentiment', rule: BELOW_ZERO, fit: () => (text) => winkSentiment(text).score < 0 },
  { name: 'wink-nlp its.sentiment', rule: BELOW_ZERO, fit: winkNlp },
  { name: 'natural Bayes', rule: 'trained on the other folds', fit: bayes },
];

const REPOST = /^RT @/;
const LINK = /https?:\S+/g;
const PHRASE = /\bcustomer service\b/i;
const REPROACH = /\b(?:fail|sucks|worst|poor|bad|terrible|awful)\b/i;

/** Requirement L3: no reposts, and the words must be the author's own, not a link's. */
function query(): Judge {
  return (text) => {
    const own = text.replace(LINK, '');
    return !REPOST.test(text) && PHRASE.test(own) && REPROACH.test(own);
  };
}

function afinn(): Judge {
  const sentiment = new Sentiment();
  return (text) => sentiment.analyze(text).score < 0;
}

function vaderSentiment(): Judge {
  return (text) => vader.SentimentIntensityAnalyzer.polarity_scores(text).compound < 0;
}

function winkNlp(): Judge {
  const nlp = winkNLP(model, ['sbd', 'negation', 'sentiment']);
  return (text) => Number(nlp.readDoc(text).out(nlp.its.sentiment)) < 0;
}

function bayes(posts: readonly LabelledPost[]): Judge {
  const classifier = new natural.BayesClassifier();
  for (const { text, complaint } of posts) classifier.addDocument(text, complaint ? 'complaint' : 'other');
  classifier.train();
  return (text) => classifier.classify(text) === 'complaint';
}
