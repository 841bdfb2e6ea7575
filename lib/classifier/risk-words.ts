// Finds the words that always go to a person, whatever the model says (requirement U6).
import { RISKS, type Risk } from '../domain/assessment.ts';
import { phraseFinder } from './phrases.ts';
import type { Token } from './reading.ts';

const find = phraseFinder<Risk>({
  danger: [
    'caught|catches|catching fire',
    'set _ on fire',
    'burst into flames',
    'electric shock',
    'electrocuted',
    'shocked|burned|burnt me',
    'burned|burnt my|his|her|our',
    'explode|exploded|exploding',
    'gas leak',
    'smell|smells|smelled of gas|smoke|burning',
    'smoke _ coming',
    'carbon monoxide',
    'unsafe|hazardous',
    'safety hazard|risk|issue',
    'not safe',
    'is|are|was dangerous',
    'fire|choking hazard',
    'food poisoning',
    'allergic reaction',
    'in hospital|er',
    'injured|injury|injuries',
    'almost|nearly|could|have killed|died',
    'brakes failed|fail',
  ],
  'self-harm': [
    'kill|hurt|harm|cut myself',
    'killing|hurting|harming|cutting myself',
    'suicide|suicidal',
    'end my life',
    'end it all',
    'want|wanna to die',
    'wanna die',
    'self harm',
    'self - harm',
    'no reason to live',
  ],
  'legal-threat': [
    'lawyer|lawyers|attorney|solicitor|solicitors|lawsuit',
    'sue|suing you|them|this|your|the|for|over',
    'legal action|advice|proceedings',
    'small claims',
    'class action',
    'see you in court',
    'take|taking _ to court',
    'ombudsman',
    'trading standards',
    'chargeback',
  ],
  'data-leak': [
    'data breach|leak|breached|leaked',
    'privacy breach|violation',
    'leaked|exposed my|our|customer|customers|personal',
    'my _ data|details|information leaked|exposed|shared|sold',
    'account|card|profile _ hacked',
    'hacked my',
    "someone|somebody|else else's|'s account|details|data|order|bill|records",
    "someone|somebody else 's account|details|data|order|bill|records",
    'identity theft|stolen',
    'stole|stolen my identity|details|data',
    'gdpr',
  ],
  press: [
    'journalist|journalists|reporter|newsroom',
    'writing _ piece|article|story',
    'going|go|gone|talk|talking|speak|speaking to the press|media|papers|newspapers|newspaper|news',
    'contact|contacting|contacted|tell|telling|tip the press|media|papers|newspapers|newspaper',
    'press office|enquiry|inquiry|request|deadline',
    'consumer watchdog',
  ],
});

/** The risks named in a post, in the order of RISKS. */
export function risksIn(tokens: readonly Token[]): Risk[] {
  const hits = find(tokens);
  if (hits.length === 0) return [];
  const found = new Set(hits.map(({ label }) => label));
  return RISKS.filter((risk) => found.has(risk));
}
