// What a team can answer with before it has written replies of its own: two wordings a cause, and thanks for praise.
import type { Cause } from './assessment.ts';
import type { SavedReply } from './saved-reply.ts';

type Wordings = readonly [string, string];

/** Each says sorry, names the problem, says who does what by when, and leaves the door open; none says what is not known yet. */
const WORDINGS: Readonly<Record<Cause, { readonly title: string; readonly texts: Wordings }>> = {
  'slow-service': {
    title: 'The wait was too long',
    texts: [
      'Hi {name}, I am sorry you had to wait so long. I will ask the team to take this up and write to you here by {by}. If it is urgent, please tell me. – {agent}',
      'Sorry for the long wait, {name}. It should not take this much time. I will look at what holds it up and tell you here by {by}. Write to me here any time. – {agent}',
    ],
  },
  'rude-staff': {
    title: 'Somebody was rude',
    texts: [
      'Hi {name}, I am sorry you were spoken to like that. I will talk to the team and write to you here by {by}. If you can, tell me the day and the place. – {agent}',
      'That was not kind, {name}, and I am sorry. Thank you for telling us. I will raise how you were treated and let you know here by {by} what we do. – {agent}',
    ],
  },
  delivery: {
    title: 'The delivery went wrong',
    texts: [
      'Hi {name}, I am sorry your delivery has not gone as it should. I will find out where it is and write to you here by {by}. Tell me if it comes before that. – {agent}',
      'Sorry about the trouble with your delivery, {name}. You should not have to chase it. I will check and tell you here by {by} what comes next. Just ask me here. – {agent}',
    ],
  },
  billing: {
    title: 'Bill or refund',
    texts: [
      'Hi {name}, I am sorry about the trouble with your bill. I will check what was charged and write to you here by {by}. If there is more, please tell me. – {agent}',
      'Sorry that your money is not where it should be, {name}. I will go through the payment and tell you here by {by} what we put right. I am here if you need me. – {agent}',
    ],
  },
  'product-fault': {
    title: 'It does not work',
    texts: [
      'Hi {name}, I am sorry it does not work as it should. I will ask the people who know it best and write to you here by {by}. Tell me what you see, that helps. – {agent}',
      'Sorry about the fault, {name}. You should be able to count on it. I will find out how we can mend or replace it and tell you here by {by}. Ask me any time. – {agent}',
    ],
  },
  outage: {
    title: 'The service is down',
    texts: [
      'Hi {name}, I am sorry you are cut off. I will ask the technicians where it stands and write to you here by {by} at the latest. Tell me if it comes back. – {agent}',
      'Sorry about the outage, {name}. I know you need it to work. I will pass on what you see and tell you here by {by} what was found. I am here until then. – {agent}',
    ],
  },
  booking: {
    title: 'Booking or cancellation',
    texts: [
      'Hi {name}, I am sorry about the trouble with your booking. I will look at what happened to it and write to you here by {by}. If the date is near, please say so. – {agent}',
      'Sorry that your booking went wrong, {name}. I will check it with the team and tell you here by {by} what we can do. Write to me here if plans change. – {agent}',
    ],
  },
  unreachable: {
    title: 'Nobody could be reached',
    texts: [
      'Hi {name}, I am sorry you could not reach us. You have reached me now. I will look into it and write to you here by {by}. Tell me what it was about. – {agent}',
      'Sorry that nobody answered you, {name}. That should not happen. I will take it up myself and write to you here by {by}. You can ask me here any time. – {agent}',
    ],
  },
  'broken-promise': {
    title: 'A promise was not kept',
    texts: [
      'Hi {name}, I am sorry we did not do what we said. I will find out why and write to you here by {by} with a date that holds. Tell me if I have missed something. – {agent}',
      'We gave you our word and did not keep it, {name}. I am sorry. I will see to it myself and tell you here by {by} how we make it good. Ask me any time. – {agent}',
    ],
  },
  other: {
    title: 'Something went wrong',
    texts: [
      'Hi {name}, I am sorry about this. I will look into what you wrote and answer you here by {by}. If there is more I should know, please tell me. – {agent}',
      'Sorry for the trouble, {name}. Thank you for telling us. I will ask the team what happened and write to you here by {by}. I am here if you need me. – {agent}',
    ],
  },
};

const THANKS: Wordings = [
  'Thank you so much, {name}! You have made our day, and I will tell the team. – {agent}',
  'How kind of you to say so, {name}. Thank you! I will pass it on to everybody here. – {agent}',
];

export const STARTER_REPLIES: readonly SavedReply[] = [
  ...Object.entries(WORDINGS).flatMap(([cause, { title, texts }]) =>
    starters(cause, title, texts).map((reply) => ({ ...reply, causes: [cause as Cause] })),
  ),
  ...starters('praise', 'Thanks for praise', THANKS).map((reply) => ({ ...reply, praise: true as const })),
];

function starters(name: string, title: string, texts: Wordings): SavedReply[] {
  return texts.map((text, place) => ({
    id: `starter-${name}-${place + 1}`,
    kind: 'reply',
    title: `${title} (${place + 1})`,
    text,
    language: 'en',
    causes: [],
    changedBy: 'earshot',
  }));
}
