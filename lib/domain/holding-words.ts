// The words of the answer that says why an answer takes longer, in the languages it is offered in.
import type { Cause } from './assessment.ts';

/** What a language needs; `{…}` is filled in. */
export interface HoldingWords {
  readonly hello: (name: string | undefined) => string;
  readonly thanks: string;
  /** What was seen, by its cause. */
  readonly sorry: Readonly<Record<Cause, string>>;
  readonly sorryToWait: string;
  readonly closed: string;
  readonly busy: string;
  /** `when` is one of the three below, and says from when or by when a person is there. */
  readonly answer: (when: string) => string;
  readonly day: (day: { readonly ahead: number; readonly weekday: string; readonly date: string }) => string;
  readonly from: (day: string, time: string) => string;
  readonly by: (time: string) => string;
  readonly danger: string;
  readonly first: string;
  readonly urgent: (contact: string) => string;
}

const EN: HoldingWords = {
  hello: (name) => (name ? `Hi ${name},` : 'Hello,'),
  thanks: 'thanks for telling us.',
  sorry: {
    'slow-service': 'We are sorry that you have had to wait so long.',
    'rude-staff': 'We are sorry that you were treated that way.',
    delivery: 'We are sorry that your delivery has gone wrong.',
    billing: 'We are sorry that your bill or refund is not right.',
    'product-fault': 'We are sorry that it does not work as it should.',
    outage: 'We are sorry that our service is down for you.',
    booking: 'We are sorry that your booking has gone wrong.',
    unreachable: 'We are sorry that you could not reach us.',
    'broken-promise': 'We are sorry that we did not do what we said.',
    other: 'We are sorry for the trouble you have had.',
  },
  sorryToWait: 'We are sorry to keep you waiting.',
  closed: 'Our team is not at work right now.',
  busy: 'We have a lot of messages today, so this takes us longer.',
  answer: (when) => `A person will answer you here ${when}.`,
  day: ({ ahead, weekday, date }) =>
    ['today', 'tomorrow'][ahead] ?? (ahead < 7 ? `on ${weekday}` : `on ${weekday} ${date}`),
  from: (day, time) => `${day} from ${time}`,
  by: (time) => `today by ${time}`,
  danger: 'If anyone is in danger, call the emergency services now.',
  first: 'Yours is the first we will look at.',
  urgent: (contact) => `If it cannot wait: ${contact}.`,
};

const DE: HoldingWords = {
  hello: (name) => (name ? `Hallo ${name},` : 'Hallo,'),
  thanks: 'danke, dass Sie uns das sagen.',
  sorry: {
    'slow-service': 'Es tut uns leid, dass Sie so lange warten müssen.',
    'rude-staff': 'Es tut uns leid, dass Sie so behandelt wurden.',
    delivery: 'Es tut uns leid, dass bei Ihrer Lieferung etwas schiefging.',
    billing: 'Es tut uns leid, dass Ihre Rechnung oder Erstattung nicht stimmt.',
    'product-fault': 'Es tut uns leid, dass es nicht so funktioniert, wie es soll.',
    outage: 'Es tut uns leid, dass unser Dienst bei Ihnen ausgefallen ist.',
    booking: 'Es tut uns leid, dass bei Ihrer Buchung etwas schiefging.',
    unreachable: 'Es tut uns leid, dass Sie uns nicht erreicht haben.',
    'broken-promise': 'Es tut uns leid, dass wir nicht getan haben, was wir gesagt hatten.',
    other: 'Es tut uns leid, dass Sie diesen Ärger haben.',
  },
  sorryToWait: 'Es tut uns leid, dass Sie warten müssen.',
  closed: 'Unser Team ist gerade nicht im Dienst.',
  busy: 'Heute erreichen uns viele Nachrichten, deshalb dauert es länger.',
  answer: (when) => `Ein Mensch antwortet Ihnen hier ${when}.`,
  day: ({ ahead, weekday, date }) =>
    ['heute', 'morgen'][ahead] ?? (ahead < 7 ? `am ${weekday}` : `am ${weekday}, ${date},`),
  from: (day, time) => `${day} ab ${time} Uhr`,
  by: (time) => `heute bis ${time} Uhr`,
  danger: 'Wenn jemand in Gefahr ist, rufen Sie bitte sofort den Notruf.',
  first: 'Ihre Nachricht sehen wir uns als erste an.',
  urgent: (contact) => `Wenn es nicht warten kann: ${contact}.`,
};

const FR: HoldingWords = {
  hello: (name) => (name ? `Bonjour ${name},` : 'Bonjour,'),
  thanks: 'merci de nous le dire.',
  sorry: {
    'slow-service': 'Nous sommes désolés que vous ayez dû attendre si longtemps.',
    'rude-staff': 'Nous sommes désolés que l’on vous ait traité ainsi.',
    delivery: 'Nous sommes désolés du problème avec votre livraison.',
    billing: 'Nous sommes désolés du problème avec votre facture ou remboursement.',
    'product-fault': 'Nous sommes désolés que cela ne fonctionne pas comme il faut.',
    outage: 'Nous sommes désolés que notre service soit en panne chez vous.',
    booking: 'Nous sommes désolés du problème avec votre réservation.',
    unreachable: 'Nous sommes désolés que vous n’ayez pas pu nous joindre.',
    'broken-promise': 'Nous sommes désolés de ne pas avoir tenu parole.',
    other: 'Nous sommes désolés de ces ennuis.',
  },
  sorryToWait: 'Nous sommes désolés de vous faire attendre.',
  closed: 'Notre équipe n’est pas au travail en ce moment.',
  busy: 'Nous avons beaucoup de messages, d’où ce délai.',
  answer: (when) => `Une personne vous répondra ici ${when}.`,
  day: ({ ahead, weekday, date }) =>
    ['aujourd’hui', 'demain'][ahead] ?? (ahead < 7 ? weekday : `le ${weekday} ${date}`),
  from: (day, time) => `${day} à partir de ${time}`,
  by: (time) => `aujourd’hui avant ${time}`,
  danger: 'Si quelqu’un est en danger, appelez tout de suite les secours.',
  first: 'Votre message sera le premier que nous regarderons.',
  urgent: (contact) => `Si cela ne peut pas attendre : ${contact}.`,
};

const ES: HoldingWords = {
  hello: (name) => (name ? `Hola, ${name}:` : 'Hola:'),
  thanks: 'gracias por decírnoslo.',
  sorry: {
    'slow-service': 'Sentimos que haya tenido que esperar tanto.',
    'rude-staff': 'Sentimos que le hayan tratado así.',
    delivery: 'Sentimos el problema con su entrega.',
    billing: 'Sentimos el problema con su factura o reembolso.',
    'product-fault': 'Sentimos que no funcione como debe.',
    outage: 'Sentimos que nuestro servicio no le funcione.',
    booking: 'Sentimos el problema con su reserva.',
    unreachable: 'Sentimos que no haya podido hablar con nosotros.',
    'broken-promise': 'Sentimos no haber cumplido lo que dijimos.',
    other: 'Sentimos los problemas que ha tenido.',
  },
  sorryToWait: 'Sentimos hacerle esperar.',
  closed: 'Nuestro equipo no está trabajando en este momento.',
  busy: 'Hoy recibimos muchos mensajes y por eso tardamos más.',
  answer: (when) => `Una persona le responderá aquí ${when}.`,
  day: ({ ahead, weekday, date }) =>
    ['hoy', 'mañana'][ahead] ?? (ahead < 7 ? `el ${weekday}` : `el ${weekday} ${date}`),
  from: (day, time) => `${day} a partir de las ${time}`,
  by: (time) => `hoy antes de las ${time}`,
  danger: 'Si alguien está en peligro, llame ahora a emergencias.',
  first: 'Su mensaje es el primero que miraremos.',
  urgent: (contact) => `Si no puede esperar: ${contact}.`,
};

const IT: HoldingWords = {
  hello: (name) => (name ? `Buongiorno ${name},` : 'Buongiorno,'),
  thanks: 'grazie di avercelo detto.',
  sorry: {
    'slow-service': 'Ci dispiace per la lunga attesa.',
    'rude-staff': 'Ci dispiace per come è stato trattato il Suo caso.',
    delivery: 'Ci dispiace per il problema con la consegna.',
    billing: 'Ci dispiace per il problema con la fattura o il rimborso.',
    'product-fault': 'Ci dispiace che non funzioni come deve.',
    outage: 'Ci dispiace che il nostro servizio non funzioni.',
    booking: 'Ci dispiace per il problema con la prenotazione.',
    unreachable: 'Ci dispiace che non sia riuscito a contattarci.',
    'broken-promise': 'Ci dispiace di non aver fatto quanto detto.',
    other: 'Ci dispiace per questi problemi.',
  },
  sorryToWait: 'Ci dispiace per l’attesa.',
  closed: 'In questo momento il nostro team non è al lavoro.',
  busy: 'Oggi riceviamo molti messaggi e ci vuole più tempo.',
  answer: (when) => `Una persona Le risponderà qui ${when}.`,
  day: ({ ahead, weekday, date }) => ['oggi', 'domani'][ahead] ?? (ahead < 7 ? weekday : `${weekday} ${date}`),
  from: (day, time) => `${day} dalle ${time}`,
  by: (time) => `oggi entro le ${time}`,
  danger: 'Se qualcuno è in pericolo, chiami subito i soccorsi.',
  first: 'Il Suo messaggio è il primo che guarderemo.',
  urgent: (contact) => `Se non può aspettare: ${contact}.`,
};

const NL: HoldingWords = {
  hello: (name) => (name ? `Hallo ${name},` : 'Hallo,'),
  thanks: 'bedankt dat u het ons laat weten.',
  sorry: {
    'slow-service': 'Het spijt ons dat u zo lang moet wachten.',
    'rude-staff': 'Het spijt ons dat u zo bent behandeld.',
    delivery: 'Het spijt ons dat er iets mis is met uw levering.',
    billing: 'Het spijt ons dat uw rekening of terugbetaling niet klopt.',
    'product-fault': 'Het spijt ons dat het niet werkt zoals het hoort.',
    outage: 'Het spijt ons dat onze dienst het bij u niet doet.',
    booking: 'Het spijt ons dat er iets mis is met uw boeking.',
    unreachable: 'Het spijt ons dat u ons niet kon bereiken.',
    'broken-promise': 'Het spijt ons dat we niet deden wat we zeiden.',
    other: 'Het spijt ons dat u deze problemen hebt.',
  },
  sorryToWait: 'Het spijt ons dat u moet wachten.',
  closed: 'Ons team is nu niet aan het werk.',
  busy: 'We krijgen vandaag veel berichten, daarom duurt het langer.',
  answer: (when) => `Een medewerker antwoordt u hier ${when}.`,
  day: ({ ahead, weekday, date }) => ['vandaag', 'morgen'][ahead] ?? (ahead < 7 ? weekday : `${weekday} ${date}`),
  from: (day, time) => `${day} vanaf ${time} uur`,
  by: (time) => `vandaag vóór ${time} uur`,
  danger: 'Als er iemand in gevaar is, bel dan nu de hulpdiensten.',
  first: 'Uw bericht bekijken we als eerste.',
  urgent: (contact) => `Als het niet kan wachten: ${contact}.`,
};

const PT: HoldingWords = {
  hello: (name) => (name ? `Olá, ${name},` : 'Olá,'),
  thanks: 'agradecemos o aviso.',
  sorry: {
    'slow-service': 'Lamentamos a longa espera.',
    'rude-staff': 'Lamentamos a forma como foi o atendimento.',
    delivery: 'Lamentamos o problema com a entrega.',
    billing: 'Lamentamos o problema com a fatura ou o reembolso.',
    'product-fault': 'Lamentamos que não funcione como deve.',
    outage: 'Lamentamos que o nosso serviço não funcione.',
    booking: 'Lamentamos o problema com a reserva.',
    unreachable: 'Lamentamos que não tenha conseguido falar connosco.',
    'broken-promise': 'Lamentamos não ter feito o que dissemos.',
    other: 'Lamentamos os problemas que teve.',
  },
  sorryToWait: 'Lamentamos a espera.',
  closed: 'A nossa equipa não está a trabalhar neste momento.',
  busy: 'Hoje recebemos muitas mensagens e por isso demoramos mais.',
  answer: (when) => `Uma pessoa vai responder aqui ${when}.`,
  day: ({ ahead, weekday, date }) => {
    const on = /^(?:sábado|domingo)/u.test(weekday) ? 'no' : 'na';
    return ['hoje', 'amanhã'][ahead] ?? (ahead < 7 ? `${on} ${weekday}` : `${on} ${weekday}, ${date},`);
  },
  from: (day, time) => `${day} a partir das ${time}`,
  by: (time) => `hoje até às ${time}`,
  danger: 'Se alguém está em perigo, ligue já para a emergência.',
  first: 'A sua mensagem é a primeira que vamos ver.',
  urgent: (contact) => `Se não pode esperar: ${contact}.`,
};

export const HOLDING_WORDS: Readonly<Record<string, HoldingWords>> = {
  en: EN,
  de: DE,
  fr: FR,
  es: ES,
  it: IT,
  nl: NL,
  pt: PT,
};
