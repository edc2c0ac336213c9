import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import * as steps from '../../cases/steps.ts'
import type { NewTerms } from '../../checks/agreement.ts'
import type { Doing } from './actions.ts'

/** So many years before today, and some days: a birthday that makes a child the same age on any day. */
const born = (doing: Doing, years: number, days = 120): LocalDate =>
  addDays(doing.today, -(years * 365 + days))

/** Before anything else: whom the public rings, with whom checks are agreed, how other authorities are reached. */
export async function authorityRegisters(doing: Doing): Promise<void> {
  await doing.authority.publishContact(doing, 75, {
    from_on: doing.day(75),
    contact_name: 'Margaret Thorne',
    contact_role: 'Children missing education manager',
    phone: '07700 900600',
    email: 'missing-education@exampleshire.example.org',
    hours: 'Monday to Friday, 9am to 5pm',
  })
  await doing.authority.keepAgreements(doing, 75, agreements(doing))
  await doing.authority.keepContacts(doing, 74, [
    contactOf('330', 'CME duty desk', 5),
    contactOf('352', 'Education tracking team', 2),
    contactOf('380', 'Attendance and tracking', 10),
    contactOf('891', 'CME and home education', 5),
  ])
}

const contactOf = (code: string, name: string, days: number) => ({
  of_code: code,
  contact_name: name,
  email: `cme@la${code}.example.org`,
  phone: `07700 900${code}`,
  hours: 'Monday to Friday, 9am to 4pm',
  reply_days: days,
  escalation: 'Their head of service, by the same box',
  why: 'Invented for this demonstration: no real contact',
})

/** Services of its own and other bodies, for most of the checks. One runs out next month; one has ended. */
function agreements(doing: Doing): NewTerms[] {
  const { today } = doing
  const terms = (given: Pick<NewTerms, 'partner' | 'covers' | 'basis'> & Partial<NewTerms>): NewTerms => ({
    kind: 'other body',
    fields: ['name', 'date-of-birth', 'sex', 'parents', 'last-address', 'last-school'],
    startsOn: addDays(today, -400),
    endsOn: addDays(today, 420),
    reviewOn: addDays(today, 300),
    signedOurs: 'Director of children’s services',
    signedTheirs: 'Their information governance lead',
    contact: 'The duty desk',
    route: 'secure mail',
    routeDetail: 'The shared box they named',
    officers: [],
    officerNames: [],
    formReference: '',
    why: '',
    ...given,
  })
  const own = (partner: string, covers: string[], basis: string): NewTerms =>
    terms({ partner, covers, basis, kind: 'own service', endsOn: undefined, signedTheirs: '' })
  const officer = doing.owner('officer')
  return [
    own('Admissions and school records', ['RL01', 'RL04', 'RL08'], 'Education Act 1996, section 436A'),
    own(
      'Home education, SEN and Virtual School',
      ['RL02', 'RL03', 'RL05'],
      'Education Act 1996, section 436A',
    ),
    own('Children’s social care and early help', ['RL06', 'RL07'], 'Children Act 2004, sections 10 and 11'),
    own('Council tax and benefits', ['RL09', 'RL12', 'RL13'], 'Education Act 1996, section 436A'),
    terms({
      partner: 'Exampleshire Homes',
      covers: ['RL10', 'RL11'],
      basis: 'Children Act 2004, section 10',
    }),
    terms({
      partner: 'Exampleshire Health',
      covers: ['RL15', 'RL16'],
      basis: 'Children Act 2004, section 10',
      endsOn: addDays(today, 24),
    }),
    terms({
      partner: 'Exampleshire Police',
      covers: ['RL17'],
      basis: 'Children Act 2004, section 10',
      contact: 'The missing-person coordinator',
    }),
    terms({
      partner: 'Population data service',
      covers: ['RL14'],
      basis: 'Agreed in writing for two years',
      endsOn: addDays(today, -33),
      reviewOn: addDays(today, -60),
    }),
    terms({
      partner: 'Border checks',
      covers: ['RL23'],
      basis: 'Children Act 1989, section 47',
      officers: [officer.id],
      officerNames: [officer.name],
      formReference: 'BC-EXAMPLE-1',
    }),
    terms({
      partner: 'The refuges of Exampleshire',
      covers: ['RL25'],
      basis: 'Children Act 2004, section 11',
      route: 'safe route',
      routeDetail: 'Ring the duty worker and say the word agreed',
      fields: ['name', 'date-of-birth'],
    }),
    terms({
      partner: 'Other authorities and their schools',
      covers: ['RL19', 'RL20', 'RL21', 'RL22'],
      basis: 'Education Act 1996, section 436A',
    }),
    terms({
      partner: 'Community and family link workers',
      covers: ['RL26', 'RL24', 'RL27'],
      basis: 'Children Act 2004, section 10',
    }),
  ]
}

/** What stands before the authority's own people and its desks on the day of the demonstration, one of each. */
export const authorityDay: readonly ((doing: Doing) => Promise<void>)[] = [
  homeEducationNotSuitable,
  neverInSchool,
  offerAccepted,
  withAnotherAuthority,
  doorsToday,
  desksToday,
  searchesAndVisits,
  panels,
  managersDay,
  doing => doing.authority.writePlacings(doing),
]

const report = {
  danger: 'no',
  others: '',
  when: 'Most mornings',
  worry: '',
  reply: 'no',
} as const

/** Told of by a neighbour, found to be taught at home, and found not to be: the first notice of an order is served. */
async function homeEducationNotSuitable(doing: Doing): Promise<void> {
  const key = 'taught-unsuitably'
  const told = await doing.authority.publicReport(doing, 34, {
    ...report,
    forename: 'Rowan',
    surname: 'Ashdown',
    age: 'About 9',
    where: '14 Tanner’s Row, Exampleton, ZZ99 3AB',
    why: 'He plays outside in school hours and says he has never been to a school here.',
    reply: 'yes',
    name: 'A neighbour',
    way: 'phone',
    contact: '07700 900721',
    safe: 'After six in the evening',
    language: '',
  })
  await doing.authority.takeOnNew(doing, key, 'officer-2', 33, told, {
    child: { forename: 'Rowan', surname: 'Ashdown', dateOfBirth: born(doing, 9), sex: 'M' },
    pathway: 'B',
  })
  await doing.step(key, 'officer-2', 31, c =>
    steps.locate(c, {
      proof: 'seen',
      where: 'this area',
      says: 'Seen at home with his father, who says that he teaches him.',
    }),
  )
  await doing.authority.homeEducation(doing, key, 31, {
    since: addDays(doing.day(31), -200),
    source: 'The father, at the door',
  })
  await doing.authority.atHomeDesk(doing, key, 30, {
    type: 'enquiry',
    sentOn: doing.day(30),
    replyBy: addDays(doing.day(30), 14),
    says: 'Asked what is taught, by whom, and for some of the child’s work.',
  })
  await doing.authority.atHomeDesk(doing, key, 18, {
    type: 'reply',
    receivedOn: doing.day(18),
    says: 'Two pages: reading when he feels like it, no writing, no plan and no work to show.',
  })
  await doing.authority.atHomeDesk(doing, key, 9, {
    type: 'view',
    view: 'unsuitable',
    reasons: 'At nine he cannot read a page or add two numbers, and nothing is planned. Talked over twice.',
  })
  await doing.authority.order(doing, key, 'officer-2', 7, {
    type: 'opened',
    opening: 'home education',
    says: 'The home education team judged it not suitable, and the father does not wish for a school.',
    placeHeld: false,
  })
  await doing.authority.order(doing, key, 'manager', 6, {
    type: 'agreed',
    says: 'Everything else was offered: help, a tutor, a place at three schools.',
  })
  await doing.authority.order(doing, key, 'officer-2', 4, {
    type: 'notice',
    served: { how: 'by hand', on: doing.day(4), proof: 'Given to the father by Imran Sethi at the door' },
    daysGiven: 15,
  })
}

/** Never on a roll; refused by the school that was asked; now for the fair access panel. */
async function neverInSchool(doing: Doing): Promise<void> {
  const key = 'never-in-school'
  const told = await doing.authority.publicReport(doing, 40, {
    ...report,
    forename: 'Elodie',
    surname: 'Marchbank',
    age: 'Ten or so',
    where: 'The flats behind the market, Exampleton',
    why: 'She helps at her aunt’s stall every day of the week, in school hours.',
  })
  await doing.authority.takeOnNew(doing, key, 'officer', 39, told, {
    child: { forename: 'Elodie', surname: 'Marchbank', dateOfBirth: born(doing, 8, 200), sex: 'F' },
    pathway: 'B',
  })
  await doing.step(key, 'officer', 36, c =>
    steps.locate(c, {
      proof: 'seen',
      where: 'this area',
      says: 'Seen with her aunt, with whom she and her mother live since the summer.',
    }),
  )
  await doing.authority.place(doing, key, 'officer', 36, () => ({
    steps: [
      {
        kind: 'need',
        topic: 'language',
        says: 'Speaks French at home and a little English.',
        source: 'The aunt, at the visit',
      },
    ],
  }))
  const school = doing.receiving
  await doing.authority.place(doing, key, 'admissions-officer', 34, ({ on }) => ({
    steps: [
      {
        kind: 'applied',
        to: school.name,
        schoolId: school.id,
        received: on,
        answerBy: addWorkingDays(on, 15),
      },
    ],
  }))
  await doing.authority.place(doing, key, 'admissions-officer', 21, ({ placing }) => ({
    steps: [
      {
        kind: 'refused-by-school',
        about: placing.applications.at(-1)!.id,
        says: 'The year group is full.',
      },
    ],
  }))
  await doing.authority.place(doing, key, 'admissions-officer', 6, ({ on }) => ({
    steps: [
      {
        kind: 'fair-access-referred',
        category: 'k',
        eligible: true,
        because: 'No place was sought, owing to exceptional circumstances',
        says: 'Never in a school here. The nearest school is full, and the next is two buses away.',
        panelOn: addDays(doing.today, 8),
        placeBy: addWorkingDays(on, 20),
      },
    ],
  }))
}

/** A place was offered, the family accepted it, and the child is to begin soon. */
async function offerAccepted(doing: Doing): Promise<void> {
  const key = 'offer-accepted'
  const told = await doing.authority.publicReport(doing, 24, {
    ...report,
    forename: 'Idris',
    surname: 'Fellgate',
    age: 'Year 3, I think',
    where: '3 Kiln Close, Sampleford, ZZ99 4CD',
    why: 'New in the street since half-term and always at home.',
  })
  await doing.authority.takeOnNew(doing, key, 'officer-2', 23, told, {
    child: { forename: 'Idris', surname: 'Fellgate', dateOfBirth: born(doing, 7, 150), sex: 'M' },
    pathway: 'B',
  })
  await doing.step(key, 'officer-2', 20, c =>
    steps.locate(c, {
      proof: 'seen',
      where: 'this area',
      says: 'Seen at home with both parents, who did not know how to ask for a place.',
    }),
  )
  const { id: schoolId, name: school } = doing.receiving
  const startsOn = addWorkingDays(addDays(doing.today, 1), 3)
  const offerId = doing.newId()
  await doing.authority.place(doing, key, 'admissions-officer', 5, ({ c, on }) => {
    const asked = steps.offer(c, { offerId, schoolId, school, startsOn })
    const answerBy = addWorkingDays(on, 5)
    return {
      steps: [{ kind: 'offered', offerId, schoolId, school, startsOn, answerBy }],
      happened: asked.allowed ? asked.value : [],
      against: asked.allowed ? [] : asked.refusals,
    }
  })
  await doing.authority.place(doing, key, 'admissions-officer', 2, ({ placing }) => ({
    steps: [
      {
        kind: 'parent-answered',
        about: placing.offers.at(-1)!.id,
        answer: 'accepted',
        says: 'The mother rang: they will come, and ask about a uniform.',
      },
    ],
  }))
  await doing.authority.place(doing, key, 'officer-2', 1, () => ({
    steps: [
      {
        kind: 'barrier',
        topic: 'uniform',
        says: 'The family cannot buy a uniform before the first day.',
        source: 'The mother, by telephone',
      },
    ],
  }))
}

/** A partner told of a family that has gone to another authority: that one is asked to take the child on, and has not said yes. */
async function withAnotherAuthority(doing: Doing): Promise<void> {
  const key = 'gone-to-another-authority'
  const partner = await doing.authority.addPartner(doing, 30, {
    organisation: 'Exampleton Health Visitors',
    kind: 'health',
    contact_name: 'Beatrix Lowe',
    contact_role: 'Health visitor',
    phone: '07700 900455',
    email: 'b.lowe@visitors.example.org',
    basis: 'Children Act 2004, section 10',
    agreement: 'ISA-EXAMPLE-7',
    agreement_until: addDays(doing.today, 200),
    word_asked: 'The word we agreed by telephone',
  })
  await doing.authority.addPartner(doing, 29, {
    organisation: 'Sampleford Housing Advice',
    kind: 'housing',
    contact_name: 'Ned Alderton',
    contact_role: 'Adviser',
    phone: '07700 900456',
    email: 'ned@housing-advice.example.org',
    basis: 'Children Act 2004, section 10',
    agreement: 'ISA-EXAMPLE-8',
    agreement_until: addDays(doing.today, 90),
    word_asked: 'The word we agreed by telephone',
  })
  const told = await doing.authority.partnerReport(doing, 28, partner, {
    danger: 'no',
    'forename-1': 'Saskia',
    'surname-1': 'Penhallow',
    'age-1': 'About 7',
    family: 'A mother and her daughter, in a room above a shop.',
    where: 'Quay Street, Exampleton',
    when: 'Three weeks ago',
    why: 'The child was at home at every visit and the mother named no school.',
    worry: '',
    relationship: 'Visits a baby in the same house',
    basis: 'safeguarding',
    parentsKnow: 'yes',
    theirReference: 'HV-114',
    reply: 'yes',
  })
  await doing.authority.takeOnNew(doing, key, 'officer', 27, told, {
    child: { forename: 'Saskia', surname: 'Penhallow', dateOfBirth: born(doing, 7, 40), sex: 'F' },
    pathway: 'A',
  })
  await doing.authority.replied(
    doing,
    key,
    'officer',
    26,
    'Thanked her, and said that an officer looks into it.',
  )
  await doing.authority.askBodies(doing, key, 'assistant', 25, ['RL10', 'RL16'])
  await doing.authority.bodyAnswered(doing, key, 'assistant', 20, {
    code: 'RL10',
    result: 'something found',
    fact: 'The room was given up. The landlord of the new one is in another authority.',
    pasted: '',
  })
  await doing.step(key, 'officer', 9, c =>
    steps.locate(c, {
      proof: 'confirmed by an organisation',
      where: 'another authority',
      says: 'The housing office there confirms a tenancy in the mother’s name from this month.',
    }),
  )
  await doing.authority.proposeTo(doing, key, 'officer', 4, {
    codes: ['330'],
    why: 'The family has a tenancy in your area from this month, confirmed by the housing office.',
    legalBasis: 'Section 436A of the Education Act 1996',
    neededBy: addDays(doing.today, 6),
    urgent: false,
    withAddress: false,
    siblings: '',
    parts: ['checks', 'level'],
  })
  await doing.authority.partnerReport(doing, 1, partner, {
    danger: 'no',
    'forename-1': '',
    'surname-1': 'Varley',
    'age-1': 'About 6',
    family: 'Two children with their grandfather.',
    where: 'Lock Cottages, Exampleton',
    when: 'Yesterday',
    why: 'Neither was in school on a school day, and the grandfather could not say which school.',
    worry: 'He said their mother is away.',
    relationship: 'Visited a neighbour',
    basis: 'duty',
    parentsKnow: 'not known',
    theirReference: 'HV-131',
    reply: 'no',
  })
}

/** What came in and waits for somebody. */
async function doorsToday(doing: Doing): Promise<void> {
  await doing.authority.publicReport(doing, 0, {
    danger: 'not sure',
    forename: 'Callum',
    surname: '',
    age: 'About 12',
    others: 'A smaller girl',
    where: 'The yard by the old station, Sampleford',
    when: 'Yesterday evening',
    why: 'They sleep in a van and have not been in school for weeks, the boy told my son.',
    worry: 'A man shouts at them and the girl cried.',
    reply: 'yes',
    name: '',
    way: 'phone',
    contact: '07700 900733',
    safe: 'Never leave a message',
    language: '',
  })
  const second = await doing.authority.publicReport(doing, 1, {
    ...report,
    forename: '',
    surname: 'Trelawny',
    age: 'Primary school',
    where: 'Mill Lane, Exampleton',
    why: 'Since the family moved in I have never seen the children leave with a school bag.',
  })
  await doing.authority.lookAtReport(doing, 'assistant', 0, second)
  const told = {
    how: 'telephone',
    receivedAt: '09:40',
    teller: 'school',
    schoolId: doing.receiving.id,
    organisation: '',
    homeLines: '',
    postcode: '',
    parentName: '',
    parentPhone: '',
    replyWanted: true,
    replyHow: 'telephone',
    replyTo: '07700 900512',
    replySafe: '',
  } as const
  await doing.authority.consultation(
    doing,
    'assistant',
    2,
    {
      ...told,
      receivedOn: doing.day(2),
      tellerName: 'Elsie Marrow',
      said: 'A pupil has been away six days. The mother answers, and is vague. Should we refer now?',
    },
    [],
    'Not yet: visit today, ask the mother for a date in writing, and ring again on the eighth day.',
  )
  await doing.authority.consultation(
    doing,
    'assistant',
    0,
    {
      ...told,
      receivedOn: doing.day(0),
      tellerName: 'Hugh Pendry',
      said: 'A family came to the door and asked for places. They say that the children were in no school since August.',
    },
    [
      { surname: 'Kestrel', forename: 'Amity', dateOfBirth: born(doing, 10), sex: 'F' },
      { surname: 'Kestrel', forename: 'Jonah', dateOfBirth: born(doing, 6), sex: 'M' },
    ],
  )
  await doing.authority.theyAsk(doing, 'assistant', 1, {
    kind: 'enquiry',
    ofCode: '352',
    forename: 'Suzanna',
    surname: 'Wisniewska-Hart',
    born: '',
    address: '',
    siblings: '',
    questions: ['on-roll', 'living'],
    why: 'The family lived here until last year and may have gone back to your area.',
    legalBasis: 'Section 436A of the Education Act 1996',
    neededBy: '',
    theirReference: 'T-2291',
    askedBy: 'Ian Copley',
    urgent: false,
  })
  await doing.authority.excluded(
    doing,
    'came-back',
    'secondary-head',
    2,
    'Brought a knife to school and threatened another pupil with it.',
  )
}

/** What each desk is asked, and what one of each has answered. */
async function desksToday(doing: Doing): Promise<void> {
  const { today } = doing
  await doing.authority.askDesk(doing, 'run-20', 'sen-officer', 'officer', {
    ago: 0,
    asks: 'The school thinks an assessment was begun where the family lived before. Do we know of one?',
    why: 'The school says that there may be a plan',
    due: addDays(today, 3),
  })
  await doing.authority.askDesk(
    doing,
    'never-in-school',
    'sen-officer',
    'officer',
    {
      ago: 5,
      asks: 'Is a plan or an assessment known?',
      why: 'Never in a school here',
      due: addDays(today, 2),
    },
    {
      ago: 1,
      facts: { plan: 'none' },
      says: 'Nothing here under either spelling of the name. We can see her once she has a school.',
    },
  )
  await doing.authority.askDesk(doing, 'gone-to-another-authority', 'virtual-school', 'officer', {
    ago: 3,
    asks: 'The health visitor thinks the child was looked after before. Is she, by anybody?',
    why: 'May have been looked after',
    due: addDays(today, 1),
  })
  await doing.authority.askDesk(
    doing,
    'offer-accepted',
    'virtual-school',
    'officer-2',
    {
      ago: 9,
      asks: 'Was the child looked after before he came here?',
      why: 'The parents speak of a foster home',
      due: addDays(today, 4),
    },
    {
      ago: 6,
      facts: { lookedAfterBy: 'Nobody now', socialWorkerTold: 'no' },
      says: 'He was, for a month, by the authority that he came from. It ended in the spring.',
    },
  )
  await doing.authority.askDesk(doing, 'run-22-with-untaken', 'admissions-officer', 'officer', {
    ago: 0,
    asks: 'Has the family applied anywhere else?',
    why: 'The school has not heard whether they come',
    due: addDays(today, 4),
  })
  await doing.authority.homeEducation(doing, 'home-educated', 12, {
    since: doing.day(12),
    source: 'The parents’ letter to the school',
  })
  await doing.authority.atHomeDesk(doing, 'home-educated', 'today', {
    type: 'contact',
    how: 'A visit, with both parents',
    reached: true,
    says: 'A plan for the year, a tutor for mathematics, and work to show.',
  })
  await doing.authority.atHomeDesk(doing, 'home-educated', 'today', {
    type: 'view',
    view: 'suitable',
    reasons: 'Planned, fitting his age, and he talks gladly of what he has learnt.',
    reviewOn: addDays(today, 14),
  })
}

/** Checks late and answered, another authority that has not answered, a visit for today and one to plan. */
async function searchesAndVisits(doing: Doing): Promise<void> {
  const { today } = doing
  await doing.authority.askBodies(doing, 'misspelt-missed', 'assistant', 3, ['RL10', 'RL15'])
  await doing.authority.askThem(doing, 'misspelt-missed', 'officer', 3, {
    codes: ['352'],
    why: 'The neighbour thinks that the van had the name of a firm there on it.',
    legalBasis: 'Section 436A of the Education Act 1996',
    neededBy: addWorkingDays(doing.day(3), 1),
    urgent: false,
    withAddress: false,
    siblings: '',
    questions: ['on-roll', 'living'],
  })
  await doing.authority.visit(doing, 'misspelt-missed', 'officer', {
    ago: 0,
    reason: 'The neighbour may know the name of the firm on the van.',
    question: 'Is anybody living in the house, and where did the family go?',
    neededBy: addWorkingDays(today, 3),
  })
  await doing.step('vanished-1', 'officer', 'today', (c, doer) =>
    steps.accept(c, { level: 'act today', owner: doing.owner('officer') }, doer),
  )
  await doing.authority.riskScreen(doing, 'vanished-1', 'officer', 'today', {
    yes: {
      'family gone': 'The school’s referral of this morning',
      'no parent': 'The school rang both numbers on five days',
      sibling: 'Three children of one family, at two schools',
      worry: 'The class teacher',
      disclosure: 'The child told a friend of a threat, says the safeguarding lead',
    },
    notKnown: {
      refuge: 'Social care has been asked',
      danger: 'Nobody has seen the child for six school days',
      'child protection': 'Social care has been asked',
    },
    strengths: 'In school every day until then, with friends and a teacher whom the child trusts.',
  })
  await doing.authority.visit(
    doing,
    'vanished-1',
    'officer',
    {
      ago: 'today',
      reason: 'Three children of one family have not been seen for six school days.',
      question: 'Is anybody there, are the children safe, and has the family gone?',
      neededBy: today,
      twoPeople: true,
    },
    { officer: 'field-officer', at: '16:30', second: 'Imran Sethi' },
  )
}

/** One panel has met; another meets next week. */
async function panels(doing: Doing): Promise<void> {
  const met = await doing.authority.panel(
    doing,
    3,
    { kind: 'cme', meetsOn: doing.day(3), startsAt: '10:00', place: 'Committee room 2' },
    [
      {
        key: 'run-21-broken-by-u',
        question: 'Who else could know where the family lives now?',
        summary: 'Came once, late, and said nothing of where they live. The last address is empty.',
        untried: 'Housing, health, the schools of cousins',
        good: 'The address, by the end of the month',
      },
    ],
  )
  await doing.authority.panelMet(doing, 3, met, {
    decision: 'Health and housing are asked this week, and the school asks the child’s friends.',
    who: 'Josie Wren',
    due: addDays(doing.today, 4),
    came: 'Margaret Thorne, the police coordinator, the named nurse, two heads',
    apologies: 'Early help',
  })
  await doing.authority.panel(
    doing,
    'today',
    { kind: 'cme', meetsOn: addDays(doing.today, 7), startsAt: '10:00', place: 'Committee room 2' },
    [
      {
        key: 'run-20',
        question: 'Four weeks without a trace: what has not been tried?',
        summary: 'Away for twenty school days. Tenancy ended, account closed, nobody answers.',
        untried: 'Border checks, the landlord’s forwarding address',
        good: 'Somebody has seen the child',
      },
      {
        key: 'run-21-broken-by-u',
        question: 'Did what was decided bring anything?',
        summary: 'Talked of last time. Housing and health have been asked.',
        untried: 'A visit in the evening',
        good: 'The address',
      },
    ],
  )
}

/** Supervision, a view that somebody keeps, and the census that is to be sent. */
async function managersDay(doing: Doing): Promise<void> {
  await doing.authority.supervision(doing, 'long-gone', 'today', {
    owner: 'officer',
    talked: 'What has not been tried, and whether the police have news. There is none.',
    agreed: 'Dee asks the national search again, and rings the cousin’s last employer.',
    nextOn: addDays(doing.today, 14),
  })
  await doing.authority.keepView(doing, 'officer', { name: 'Late, to find', filter: 'pathway=A&late=yes' })
  await doing.authority.keepView(doing, 'manager', { name: 'Act today', filter: 'level=act+today' })
  await doing.authority.tellVacancies(doing, 4, doing.receiving.id, [
    { yearGroup: 1, places: 2 },
    { yearGroup: 2, places: 0 },
    { yearGroup: 3, places: 4 },
    { yearGroup: 4, places: 1, note: 'From the next half-term' },
    { yearGroup: 5, places: 3 },
  ])
  await doing.authority.lastCensus(doing)
}
