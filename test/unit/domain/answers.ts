// Answers as people write them, good and bad, with what a colleague who reads over the shoulder would say of each.

/** Who is answered: see `customers` in the test. */
export type Scene = 'refund' | 'courier' | 'outage' | 'rude' | 'praise' | 'question';

export interface JudgedAnswer {
  readonly to: Scene;
  readonly text: string;
  /** Ids of the errors and of all advice that it deserves; nothing else may be said against it. */
  readonly against: readonly string[];
  /** Ids of what must be found good in it. */
  readonly good?: readonly string[];
}

const ALL_GOOD = ['signed', 'name', 'sorry', 'thanks', 'own-words', 'next-step', 'open-door'];

export const JUDGED_ANSWERS: readonly JudgedAnswer[] = [
  // Nothing to mend.
  {
    to: 'refund',
    text: 'Hi Ines, I am sorry your refund is so late, and thank you for telling us. I have asked our billing team to send it and will write to you here by Friday. If anything else is wrong, just tell me. – Ana',
    against: [],
    good: [...ALL_GOOD, 'grade'],
  },
  {
    to: 'courier',
    text: 'Hello Jonas, sorry your parcel went to the wrong house. Thanks for the photo. Our courier will pick it up and bring it to you tomorrow. Message me if nobody comes. ^AB',
    against: [],
    good: [...ALL_GOOD, 'grade'],
  },
  {
    to: 'outage',
    text: 'Sorry, Priya: a mast near you is down, so you have no signal. Our crew will have it back by 6 pm today. Thank you for the heads-up, and tell us if it stays off. – Ben',
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'rude',
    text: 'Hi Marek, thank you for raising this. Nobody should be spoken to like that in our shop and I am sorry. I will talk to the manager today and write to you here by tomorrow evening. You can reach me here. – Kim, Acorn Mobile',
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'refund',
    text: "I'm Ana. So sorry about the wait for your money, Inês! I'll check it with billing now and reply here by noon tomorrow. Thanks for your patience. Ask me anything until then.",
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund took so long. We have paid it today, and it should be with you within 3 to 5 working days. Thank you for bearing with us. If it does not come, let us know. ^AB',
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'courier',
    text: 'Jonas, we are sorry about the damaged box. A new router is on its way and will arrive on Thursday. Thanks for letting us know. Any questions? Just reply here. ~Ana',
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'outage',
    text: 'Hi Priya, this is Ana. Sorry that you were cut off all day. Your line is working again now. Thank you for waiting. If it drops again, write to me here.',
    against: [],
    good: ['signed', 'name', 'sorry', 'thanks', 'own-words', 'open-door'],
  },
  {
    to: 'rude',
    text: 'Marek, what our driver said to you was rude and we are sorry. I will speak to him this afternoon and tell you here what came of it. Thank you for speaking up. Please get in touch any time.\nAna, Acorn Mobile',
    against: [],
    good: ALL_GOOD,
  },
  {
    to: 'praise',
    text: 'Thank you so much, Lena! I will pass this on to the shop. It made our day. – Ana',
    against: [],
    good: ['signed', 'name', 'thanks'],
  },
  {
    to: 'question',
    text: 'Hi Omar, thanks for asking! Yes, roaming works in Norway at no extra cost. Tell us if you need the steps. ^AB',
    against: [],
    good: ['signed', 'name', 'thanks', 'own-words', 'open-door'],
  },
  // One thing each.
  {
    to: 'refund',
    text: 'Hi Inês, your refund is late. Thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes before. ^AB',
    against: ['sorry'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late. I will chase it and write to you by Friday. Tell me if it comes before. ^AB',
    against: ['thanks'],
  },
  {
    to: 'refund',
    text: 'Hi there, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes before. ^AB',
    against: ['name'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes before.',
    against: ['signed'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes before. – The Acorn Mobile Team',
    against: ['signed'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it. Tell me if it comes. ^AB',
    against: ['next-step'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will get back to you shortly. Tell me if it comes before. ^AB',
    against: ['next-step'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry about that and thanks for the message. I will look at it and write to you by Friday. Tell me if you need me before. ^AB',
    against: ['own-words'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. ^AB',
    against: ['open-door'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. Please do not reply to this message. ^AB',
    against: ['open-door'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry about your refund and thanks for telling us. You should have checked your bank details. I will send it again by Friday. Tell me if it fails. ^AB',
    against: ['blame'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is LATE AGAIN and thanks for telling us!! I will chase it and write to you by Friday. Tell me if it comes before. ^AB',
    against: ['shouting'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Monday 27 November. Tell me if it comes before. ^AB',
    against: ['wrong-day'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by 20 November. Tell me if it comes before. ^AB',
    against: ['date-passed'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday as per our rules. Tell me if it comes before. ^AB',
    against: ['stiff-words'],
  },
  {
    to: 'refund',
    text: 'Sorry, Inês. Your refund will be sent by Friday. Thanks for telling them. Any questions? ^AB',
    against: ['who'],
  },
  {
    to: 'refund',
    text: 'Sorry to hear my refund is three weeks late and nobody answers, Inês. Thanks for telling us. I will chase it and write to you by Friday. Just ask. ^AB',
    against: ['own-words'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry that your refund is late, that nobody has told you why it is late, and that you had to come all the way over here and ask us in public before anybody took the time to look at it. Thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes. ^AB',
    against: ['long-sentence'],
  },
  // Errors.
  {
    to: 'refund',
    text: 'Hi {name}, sorry your refund is late and thanks for telling us. I will chase it and write to you by Friday. Tell me if it comes before. ^AB',
    against: ['unfilled-variable', 'name'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will ring you on 07700 900123 by Friday. Tell me if it comes before. ^AB',
    against: ['personal-data'],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will write to ines.silva@mail.example by Friday. Tell me if it comes before. ^AB',
    against: ['personal-data'],
  },
  {
    to: 'courier',
    text: 'Hi Jonas, sorry about your parcel and thanks for telling us. Order 4837261590 will be with you by Friday, and I will check on it. Tell me if it is not. ^AB',
    against: ['number-in-public'],
  },
  // No errors, though they look like some.
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund of £1,249.00 is late and thanks for telling us. Your case is 5884-5108 and I will write to you by 27/11/2026. Tell me if it comes before. ^AB',
    against: [],
  },
  {
    to: 'refund',
    text: 'Hi Inês, sorry your refund is late and thanks for telling us. I will write to you by Friday. Call us on 0800 123 4567 or mail support@acornmobile.example, 08:00-20:00. ^AB',
    against: [],
  },
  // Much at once.
  {
    to: 'refund',
    text: 'Thank you for contacting us. We apologise for any inconvenience caused. Your feedback is important to us.',
    against: ['signed', 'name', 'sorry', 'own-words', 'next-step', 'open-door'],
    good: ['thanks'],
  },
  {
    to: 'refund',
    text: 'Dear customer, kindly be advised that your refund is being processed in accordance with our policy. Regards, Acorn Mobile Customer Service',
    against: ['signed', 'name', 'sorry', 'thanks', 'next-step', 'grade', 'stiff-words', 'open-door'],
  },
  {
    to: 'courier',
    text: 'You did not provide the right address. As already explained, this is not our fault. Case closed.',
    against: ['signed', 'name', 'sorry', 'thanks', 'own-words', 'next-step', 'open-door', 'blame'],
  },
  {
    to: 'rude',
    text: 'We are sorry you feel that way.',
    against: ['signed', 'name', 'sorry', 'thanks', 'own-words', 'next-step', 'open-door'],
  },
  {
    to: 'outage',
    text: 'Please DM us.',
    against: ['signed', 'name', 'sorry', 'thanks', 'own-words', 'next-step'],
    good: ['open-door'],
  },
  {
    to: 'outage',
    text: 'We are aware of the outage and are working on it. Updates will follow ASAP.',
    against: ['signed', 'name', 'sorry', 'thanks', 'next-step', 'open-door'],
    good: ['own-words'],
  },
  {
    to: 'rude',
    text: 'CALM DOWN. Our staff did nothing wrong. ^AB',
    against: ['name', 'sorry', 'thanks', 'next-step', 'open-door', 'blame', 'shouting'],
    good: ['signed'],
  },
  {
    to: 'refund',
    text: 'We sincerely apologise for the inconvenience caused regarding your outstanding reimbursement. Subsequently, our department will undertake a comprehensive investigation and communicate the outcome at the earliest convenience.',
    against: ['signed', 'name', 'sorry', 'thanks', 'own-words', 'next-step', 'grade', 'stiff-words', 'open-door'],
  },
  {
    to: 'courier',
    text: 'Hi Jonas, sorry about that! Could you send us your order number in a direct message so we can find your parcel? ^AB',
    against: ['thanks', 'next-step'],
    good: ['signed', 'name', 'sorry', 'own-words', 'open-door'],
  },
  {
    to: 'question',
    text: 'Yes, roaming works there.',
    against: ['signed', 'name', 'thanks', 'open-door'],
    good: ['own-words'],
  },
  { to: 'praise', text: 'THANKS!!', against: ['signed', 'name', 'shouting'], good: ['thanks'] },
];
