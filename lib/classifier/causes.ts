// Names the causes of frustration in a complaint (requirement U4): a first list, by phrases.
import { CAUSES, type Cause } from '../domain/assessment.ts';
import { phraseFinder } from './phrases.ts';
import type { Token } from './reading.ts';

const find = phraseFinder<Exclude<Cause, 'other'>>({
  'slow-service': [
    'slow|slowest|slowly|delay|delays|delayed',
    'still waiting|pending',
    'been waiting|wait|queuing|queueing|standing',
    'waiting|waited _ hour|hours|day|days|week|weeks|month|months|minutes|mins|ages|forever',
    'waited|wait|waiting for|over|since|on|in',
    'on hold',
    'taking|takes|took|taken so|too|forever|ages|long|weeks|days|hours|months',
    'hours|days|weeks|months later',
    'how much|many longer',
    'how long',
    'queue|queues',
    'understaffed',
  ],
  'rude-staff': [
    'rude|rudest|rudely|rudeness|condescending|arrogant|unprofessional|disrespectful|insulting|patronising|patronizing|impolite',
    'hung|hang|hangs up',
    'yelled|shouted|laughed|swore|snapped at',
    'staff|driver|agent|manager|employee|attitude|cashier|rep _ attitude|horrible|nasty|aggressive|ignored',
    'attitude',
  ],
  delivery: [
    'deliver|delivers|delivery|deliveries|delivered|delivering|undelivered|redelivery',
    'parcel|parcels|package|packages|courier|shipment|shipping|shipped|postage|tracking',
    'never|not|has|have|yet arrived|arrive|showed|shown',
    'wrong item|items|order|size|address|parcel',
    'order|item _ missing|late|lost|arrived|arrive',
    'where is my order|parcel|package|stuff',
  ],
  billing: [
    'refund|refunds|refunded|refunding|reimburse|reimbursed|reimbursement',
    'bill|bills|billed|billing|invoice|invoices|invoiced',
    'charge|charged|charges|charging|overcharged|overcharge|overcharging|surcharge',
    'payment|payments|debited|debit|deducted|fee|fees|deposit',
    'money back',
    'my money',
    'ripoff|rip-off|scam|scammed|scammers',
    'ripped|ripping off|me|us',
    'rip off',
    'paid|paying _ for|twice|extra',
    'double|twice charged',
    'price|prices|pricing|expensive|overpriced|discount|coupon|voucher|credit',
  ],
  'product-fault': [
    'broken|broke|breaks|faulty|defective|defect|damaged|cracked|leaking|leaks|fault|glitch|glitches|bug|bugs|buggy|malfunctioning|malfunction',
    'stopped|stops|quit working',
    'not work|working|charge|charging|turn|start|load|loading|open|fit|connect|play|install|sync',
    'dont|doesnt|wont|isnt work|working|load|open|charge|connect',
    'crash|crashes|crashed|crashing|freezes|freezing|frozen|froze',
    'fell|falling|fallen|came apart',
    'poor|terrible|bad|low|awful quality',
    'error|errors',
    'mold|mould|mouldy|moldy|stale|raw|undercooked',
    'fix the|this|it|your',
    'battery|screen|update _ dead|died|dies|broke|broken|ruined|drains',
  ],
  outage: [
    'outage|outages|downtime|offline|unavailable',
    'is|are|was|been|went|gone|go|goes|keeps|still|be down',
    'no internet|signal|service|connection|power|broadband|wifi|electricity|water',
    'internet|broadband|wifi|network|signal|site|website|server|servers|app|service _ down|out|offline|dropping',
  ],
  booking: [
    'booking|bookings|booked|reservation|reservations|reserved|rebook|rebooked|overbooked',
    'cancel|cancelled|canceled|cancelling|canceling|cancellation|cancels',
    'appointment|appointments',
    'flight|train|ticket|tickets|seat|seats _ cancelled|canceled|missed|changed|sold',
  ],
  unreachable: [
    'no|zero reply|response|answer|answers|responses|replies|callback',
    'nobody|none|anybody answers|answer|answered|replies|reply|replied|responds|picks|cares|helps|calls|called|responded',
    'no one answers|answer|answered|replies|reply|replied|responds|picks|cares|helps|calls|called|responded',
    'not answer|answering|answered|reply|replying|replied|respond|responding|responded|pick|reach',
    'can not reach|contact|speak|get',
    'cant reach|contact|speak|get _ through',
    'ignored|ignoring|ignore|ignores|unanswered',
    'get|getting through',
    'get hold of',
    'phone|phones|call|calls|line|lines|email|emails _ unanswered|ignored|dead|busy',
    'on hold',
  ],
  'broken-promise': [
    'promise|promised|promises|promising',
    'assured|assurance|assurances|guaranteed',
    'told|said _ would|will|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday',
    'was|were supposed to',
    'false advertising',
    'lied|lies|liars|misleading|misled',
    'never called|rang|phoned|emailed|came|happened|turned|showed',
  ],
});

/** The causes named in a complaint, in the order of CAUSES; `other` when none is. */
export function causesIn(tokens: readonly Token[]): Cause[] {
  const found = new Set<Cause>(find(tokens).map((hit) => hit.label));
  return found.size === 0 ? ['other'] : CAUSES.filter((cause) => found.has(cause));
}
