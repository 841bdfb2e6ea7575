// One line of a thread's history, as a sentence.
import { ESCALATION } from '../domain/escalation.ts';
import type { RuleAction } from '../domain/rule.ts';
import type { ThreadEvent } from '../domain/thread-event.ts';
import { utcTime } from '../domain/time.ts';
import type { EventView } from './schemas.ts';

export function eventView(event: ThreadEvent): EventView {
  return { type: event.type, at: event.at, by: event.by, text: sentenceFor(event) };
}

function sentenceFor(event: ThreadEvent): string {
  switch (event.type) {
    case 'opened':
      return 'The complaint was heard';
    case 'heard':
      return 'The customer wrote again';
    case 'post-edited':
      return 'The customer changed a post';
    case 'post-gone':
      return 'A post is no longer on the network; its words were erased';
    case 'alerted':
      return alertedSentence(event);
    case 'claimed':
      return `${event.by} claimed this until ${utcTime(event.until)}`;
    case 'released':
      return `${event.by} released this`;
    case 'noted':
      return `${event.by} wrote a note`;
    case 'resolved':
      return `${event.by} resolved this`;
    case 'reopened':
      return event.notSolved ? 'The customer said on their page: this is not solved' : `${event.by} reopened this`;
    case 'judged':
      return judgedSentence(event);
    case 'judgement-withdrawn':
      return `${event.by} took their judgement back`;
    case 'reassessed':
      return `Earshot assessed this again${event.moved ? ' and moved it to another list' : ''}`;
    case 'spot-check-asked':
      return 'Put up for the daily spot check of the harmless';
    case 'reply-queued':
      return `${event.by} answered`;
    case 'reply-withdrawn':
      return `${event.by} took the answer back`;
    case 'reply-sent':
      return 'The answer stands on the network';
    case 'reply-failed':
      return `The answer was not sent: ${event.reason}`;
    case 'reply-unknown':
      return `Whether the answer stands on the network is not known: ${event.reason}`;
    default:
      return progressSentence(event);
  }
}

function progressSentence(event: ThreadEvent): string {
  switch (event.type) {
    case 'deadline-missed':
      return event.clock === 'solution' ? 'The time to solve it has passed' : 'The deadline passed without an answer';
    case 'deadline-warned':
      return `${event.percent} % of the time to ${event.clock === 'answer' ? 'answer' : 'solve it'} has passed`;
    case 'escalated':
      return `${event.by} escalated this to ${ESCALATION[event.level].name}: ${event.reason}`;
    case 'assigned':
      return `${event.by} gave this to ${event.to}`;
    case 'snoozed':
      return `${event.by} put this aside until ${event.until.slice(0, 10)} ${utcTime(event.until)}: ${event.reason}`;
    case 'woken':
      return event.by === 'earshot' ? 'Back from being put aside' : `${event.by} took this up again`;
    case 'approval-asked':
      return `${event.by} asked for agreement to an answer`;
    case 'approval-given':
      return `${event.by} agreed to the answer`;
    case 'approval-refused':
      return `${event.by} did not agree to the answer: ${event.reason}`;
    case 'promised':
      return `${event.by} promised: ${event.promise.text}`;
    case 'promise-kept':
      return `${event.by} kept a promise`;
    case 'promise-dropped':
      return `${event.by} noted that a promise no longer stands`;
    case 'promise-broken':
      return 'A promise was broken';
    default:
      return afterwardsSentence(event);
  }
}

function afterwardsSentence(event: ThreadEvent): string {
  switch (event.type) {
    case 'follow-up-due':
      return 'Time to ask whether the solution holds';
    case 'followed-up':
      return event.how === 'asked'
        ? `${event.by} asked whether the solution holds`
        : `${event.by}: no need to ask again`;
    case 'outcome-seen':
      return `The customer ${OUTCOME_WORDS[event.outcome]}`;
    case 'came-back':
      return `The customer complained of this again: case ${event.caseNumber}`;
    case 'surveyed':
      return surveySentence(event);
    case 'erasure-asked':
      return 'The customer asked on their page that their data be deleted';
    case 'erased':
      return `${event.by} erased the customer: their name and all that was said`;
    case 'ruled':
      return `Rule “${event.rule}”: ${event.actions.map(actionWords).join(', ')}, because ${event.because.join('; ')}`;
    default:
      return event.type;
  }
}

const OUTCOME_WORDS = {
  thanked: 'said thanks',
  deleted: 'deleted the complaint',
  angrier: 'is angrier than before',
  'came-back': 'complained again',
} as const;

function surveySentence({ csat, nps, comment }: Extract<ThreadEvent, { type: 'surveyed' }>): string {
  const said = [
    ...(csat === undefined ? [] : [`satisfied ${csat} of 5`]),
    ...(nps === undefined ? [] : [`would recommend ${nps} of 10`]),
    ...(comment ? [`“${comment}”`] : []),
  ];
  return `The customer said on their page: ${said.join(', ')}`;
}

/** What a rule did, in words. */
export function actionWords(action: RuleAction): string {
  switch (action.do) {
    case 'escalate-to':
      return `escalated to ${ESCALATION[action.level].name}`;
    case 'escalate-by':
      return `escalated by ${action.steps === 1 ? '1 level' : '2 levels'}`;
    case 'set-severity':
      return `severity set to ${action.severity}`;
    case 'assign':
      return `given to ${action.agent}`;
    case 'require-approval':
      return `answers need the agreement of ${action.by === 'admin' ? 'an' : 'a'} ${action.by}`;
    case 'tell-team':
      return 'team chat told';
  }
}

/** Whether anybody reads a topic is up to its subscribers: there the alert is published, not announced. */
function alertedSentence({ chat, outcome }: Extract<ThreadEvent, { type: 'alerted' }>): string {
  const told = chat === 'sns' ? 'Alert published' : 'Announced in the team chat';
  return outcome === 'sent' ? told : `${told}, or not: whether it arrived is not known`;
}

function judgedSentence({ by, decision, causes, severity }: Extract<ThreadEvent, { type: 'judged' }>): string {
  const said = [
    ...(decision ? [decision === 'not' ? 'not a complaint' : 'a complaint'] : []),
    ...(causes ? [`cause: ${causes.join(', ') || 'none'}`] : []),
    ...(severity ? [`severity: ${severity}`] : []),
  ];
  return `${by} said: ${said.join('; ')}`;
}
