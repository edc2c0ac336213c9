import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { requiredChecks } from '../../cases/authority-checks.ts'
import { dueBy } from '../../cases/clocks.ts'
import * as steps from '../../cases/steps.ts'
import type { StaffKey } from '../staff.ts'
import type { Doing, Given } from './actions.ts'
import { authorityDay, authorityRegisters } from './authority-day.ts'
import { schoolDay } from './school-day.ts'

/**
 * What happened to each planted child, so that every stage of the way through can be seen: from a referral that came
 * this morning to a case that was closed months ago, and one that will stay open for as long as it takes.
 *
 * Days are counted back in school days from the last. The oldest come first, so that numbers and references come in
 * the order of the days.
 */
export const histories = (): ((doing: Doing) => Promise<void>)[] => [
  authorityRegisters,
  longGone,
  cameAndWent,
  movedAndClosed,
  cameBack,
  protectedHome,
  placeOffered,
  stillEnquiring,
  movedLately,
  needsInformation,
  answeredAgain,
  atTheAssistants,
  foundAbroad,
  saidToHaveStarted,
  goneUnderAnotherName,
  twoPeopleLink,
  notMissing,
  cameAndWentAgain,
  taughtAtHome,
  acceptedYesterday,
  waitingForADecision,
  vanished,
  otherFamilies,
  schoolDay,
  ...authorityDay,
]

type School = 'primary' | 'secondary'
const office = (school: School): StaffKey => `${school}-office`
const dsl = (school: School): StaffKey => `${school}-dsl`

/** Everything a school does before it refers, in five school days from one day on. */
async function everyEnquiry(
  doing: Doing,
  key: string,
  school: School,
  from: number,
  more: { visit?: string; screen?: readonly string[]; concerns?: string; abroad?: string } = {},
): Promise<void> {
  const by = office(school)
  await doing.contact(key, by, from, '09:05', { method: 'phone', result: 'no answer' })
  await doing.contact(key, by, from, '13:40', { method: 'text', result: 'message left' })
  await doing.check(key, by, from - 1, 'RS04', 'nothing known', 'No request for leave and no note of a move.')
  await doing.contact(key, by, from - 1, '15:50', {
    method: 'phone',
    result: 'message left',
    note: 'Asked to ring the office before 9am.',
  })
  await doing.check(
    key,
    by,
    from - 1,
    'RS05',
    'information',
    'The class teacher last saw the child on the last day in the register. Nothing was said of going away.',
    'in person',
  )
  await doing.check(key, by, from - 2, 'RS03', 'no answer', 'Every number on the list was rung.', 'phone')
  await doing.check(
    key,
    by,
    from - 2,
    'RS03',
    'nothing known',
    'A relative answered and has not heard from the family.',
    'phone',
  )
  await doing.check(
    key,
    by,
    from - 2,
    'RS07',
    'nothing known',
    'No brother or sister is at another school we know of.',
    'phone',
  )
  await doing.check(
    key,
    by,
    from - 2,
    'RS08',
    'not needed',
    'There is no brother, sister or relative at this school.',
  )
  await doing.contact(key, by, from - 3, '10:15', {
    method: 'visit',
    result: 'no answer',
    note: 'Nobody came to the door. A card was left.',
  })
  await doing.check(key, by, from - 3, 'RS11', 'waiting', 'First-class letter to the address held.', 'letter')
  await doing.contact(key, by, from - 4, '17:30', {
    method: 'visit',
    result: 'no answer',
    note: more.visit ?? 'No light and no car. The card had gone.',
  })
  await doing.check(key, by, from - 4, 'RS11', 'no reply', undefined, 'letter')
  await doing.check(
    key,
    by,
    from - 4,
    'RS12',
    'nothing known',
    'The previous school has heard nothing.',
    'phone',
  )
  if (more.abroad) await doing.check(key, by, from - 4, 'RS18', 'information', more.abroad, 'email')
  await doing.screen(key, dsl(school), from - 4, {
    yes: more.screen ?? ['unknown-five-days', 'no-parent'],
    unknown: ['private-fostering', 'moves'],
    concerns:
      more.concerns ??
      'Nobody has seen the child or spoken to a parent. There is no earlier concern on file.',
  })
}

const phoneOf: Record<School, string> = {
  primary: '07700 900214, school days 8am to 4pm',
  secondary: '07700 900387, school days 8am to 4:30pm',
}

function answers(school: School, lastSeen: LocalDate, given: Given): Given {
  return {
    kind: 'START-01',
    'last-attended': lastSeen,
    'last-seen': lastSeen,
    'seen-where': 'At the school gate at the end of the day, by the class teacher',
    siblings: 'None that we know of',
    agencies: 'None',
    'family-told': 'no-cannot-reach',
    people: 'The designated safeguarding lead and the headteacher',
    'referrer-phone': phoneOf[school],
    ...given,
  }
}

/** What is written down when nothing is left open. */
const nothingLeft = { siblings: 'none known', risk: 'none open', referrer: 'by this' } as const

const accept =
  (doing: Doing, owner: StaffKey, level: 'act today' | 'act this week' | 'keep in view' = 'act this week') =>
  (c: Parameters<typeof steps.accept>[0], by: steps.Doer) =>
    steps.accept(c, { level, owner: doing.owner(owner) }, by)

const answered =
  (check: string, result: 'nothing found' | 'something found' | 'could not say' | 'not needed', says = '') =>
  (c: Parameters<typeof steps.answerCheck>[0]) =>
    steps.answerCheck(c, { check, result, says })

const askedFor =
  (check: string, says: string, days: number) =>
  (c: Parameters<typeof steps.askCheck>[0], _by: steps.Doer, on: LocalDate) =>
    steps.askCheck(c, { check, says, due: addWorkingDays(on, days) }, on)

/** Not found in months: the long list. The name stays on the register, and someone looks again every month. */
async function longGone(doing: Doing): Promise<void> {
  const key = 'long-gone'
  await everyEnquiry(doing, key, 'secondary', 67, {
    visit: 'A neighbour says the flat has been empty for about two weeks.',
    screen: ['unknown-five-days', 'no-parent', 'family-gone'],
    concerns: 'The flat is empty and nobody was told. The police were rung.',
  })
  await doing.sendReturn(key, office('secondary'), 60, '', { by: 'officer', ago: 59 })
  await doing.refer(
    key,
    office('secondary'),
    60,
    answers('secondary', doing.day(70), {
      'what-happened':
        'The child stopped coming from one day to the next. Nobody answers, and the flat looks empty.',
      'likely-area': 'A cousin in another part of the country was mentioned once. No town is known.',
    }),
  )
  await doing.step(key, 'officer', 59, accept(doing, 'officer', 'act today'))
  for (const [i, { code }] of requiredChecks.entries()) {
    const ago = 58 - i * 2
    await doing.step(key, i % 3 === 0 ? 'assistant' : 'officer', ago, answered(code, 'nothing found'))
  }
  await doing.step(key, 'officer', 29, c =>
    steps.considerSafeguarding(c, {
      says: 'Talked over with the safeguarding lead: the police hold a missing-person record and will be told of any news.',
      with: 'Safeguarding lead for education',
    }),
  )
  await doing.step(key, 'manager', 28, (c, by) =>
    steps.recordNotLocated(
      c,
      {
        says: 'Every required check has an answer and none says where the child is. What we do not know is a risk: the police keep their record open.',
      },
      by,
    ),
  )
  await doing.step(key, 'officer', 18, c =>
    steps.review(c, {
      says: 'Asked the national search again. No new record with this name and date of birth.',
    }),
  )
}

/** Away in the summer, back, and the case closed as a matter of attendance. */
async function cameAndWent(doing: Doing): Promise<void> {
  const key = 'came-and-went'
  await everyEnquiry(doing, key, 'secondary', 60)
  await doing.sendReturn(key, office('secondary'), 52, '', { by: 'officer-2', ago: 51 })
  await doing.refer(
    key,
    dsl('secondary'),
    55,
    answers('secondary', doing.day(62), {
      'what-happened': 'No answer at home or at work. Friends have not heard from the child either.',
    }),
  )
  await doing.step(key, 'officer-2', 54, accept(doing, 'officer-2'))
  await doing.step(key, 'assistant', 53, answered('RL01', 'nothing found'))
  await doing.step(key, 'officer-2', 49, c =>
    steps.contact(c, {
      who: 'Mother',
      method: 'phone',
      result: 'spoke',
      says: 'Back from a stay with family. The child went to school this morning.',
    }),
  )
  await doing.step(key, 'officer-2', 48, (c, _by, on) =>
    steps.recordProof(
      c,
      {
        outcome: 'O09',
        facts: {
          kind: 'attendance',
          says: 'The register shows the child in school again, both sessions, two days running.',
          from: 'The school’s attendance officer',
        },
      },
      on,
    ),
  )
  await doing.step(key, 'officer-2', 47, (c, by) =>
    steps.close(
      c,
      {
        outcome: 'O09',
        says: 'In school again. An attendance matter: passed to the attendance team.',
        record: nothingLeft,
      },
      by,
    ),
  )
}

async function cameAndWentAgain(doing: Doing): Promise<void> {
  const key = 'came-and-went'
  await doing.contact(key, office('secondary'), 6, '09:10', { method: 'phone', result: 'no answer' })
  await doing.contact(key, office('secondary'), 4, '12:20', { method: 'phone', result: 'no answer' })
  await doing.check(
    key,
    office('secondary'),
    2,
    'RS21',
    'information',
    'Talked it over with the officer, who takes the case up again.',
    'phone',
  )
  await doing.reopen(
    key,
    'officer-2',
    2,
    'The school says the child has been away again for six school days, and nobody answers.',
  )
}

/** Two children who moved across the town: found, a place asked for, and closed on the new school’s own word. */
async function movedAndClosed(doing: Doing): Promise<void> {
  const one = async (key: string, left: number, by: StaffKey) => {
    await everyEnquiry(doing, `${key}-left`, 'primary', left + 10, {
      visit: 'New people live there. They think the family went to the other side of town.',
    })
    await doing.refer(
      `${key}-left`,
      office('primary'),
      left + 5,
      answers('primary', doing.day(left + 14), {
        kind: 'START-02',
        'what-happened': 'The family has moved out and did not tell us where to.',
        'likely-area': 'The other side of town',
      }),
    )
    await doing.step(`${key}-left`, by, left + 4, accept(doing, by))
    await doing.step(`${key}-left`, 'assistant', left + 4, answered('RL01', 'nothing found'))
    await doing.step(
      `${key}-left`,
      'assistant',
      left + 3,
      answered('RL09', 'something found', 'A new account in the same surname, opened this month.'),
    )
    await doing.step(`${key}-left`, by, left + 2, c =>
      steps.locate(c, {
        proof: 'seen',
        where: 'this area',
        says: 'Seen at the new home by an officer, with the mother.',
      }),
    )
    await doing.offer(`${key}-left`, by, left + 2, doing.day(left - 1))
    await doing.started(`${key}-left`, 'receiving-office', left - 2, left - 1)
  }
  for (const [key, left, by] of [
    ['moved-1', 45, 'officer'],
    ['moved-2', 28, 'officer-2'],
  ] as const) {
    await one(key, left, by)
    await doing.tenthDay(`${key}-left`, 'receiving-office', left - 11)
    await doing.step(`${key}-left`, by, left - 12, (c, doer) =>
      steps.close(
        c,
        {
          outcome: 'O01',
          says: 'Ten days in school, all of them attended. The school has no worry.',
          record: nothingLeft,
        },
        doer,
      ),
    )
  }
}

/** The same a week ago: attendance confirmed, and watched until the tenth day. */
async function movedLately(doing: Doing): Promise<void> {
  const key = 'moved-lately-left'
  await everyEnquiry(doing, key, 'primary', 20)
  await doing.sendReturn(key, office('primary'), 12, '', { by: 'officer-2', ago: 11 })
  await doing.refer(
    key,
    office('primary'),
    15,
    answers('primary', doing.day(22), {
      kind: 'START-02',
      'what-happened': 'A removal van was seen. The family told nobody where they were going.',
      'likely-area': 'A grandmother lives in the next town',
    }),
  )
  await doing.step(key, 'officer-2', 14, accept(doing, 'officer-2'))
  await doing.step(
    key,
    'officer-2',
    13,
    answered('RL10', 'something found', 'A housing association has a new tenancy in this name.'),
  )
  await doing.step(key, 'officer-2', 11, c =>
    steps.locate(c, {
      proof: 'spoken to',
      where: 'this area',
      says: 'Spoke to the mother and, on the same call, to the child. They want a school near the new home.',
    }),
  )
  await doing.offer(key, 'officer-2', 10, doing.day(6))
  await doing.started(key, 'receiving-office', 5, 6)
}

async function cameBack(doing: Doing): Promise<void> {
  const key = 'came-back'
  await everyEnquiry(doing, key, 'secondary', 50)
  await doing.sendReturn(key, office('secondary'), 42, '', { by: 'officer', ago: 41 })
  await doing.refer(
    key,
    office('secondary'),
    45,
    answers('secondary', doing.day(52), {
      'what-happened': 'No answer anywhere since the first day of the absence.',
    }),
  )
  await doing.step(key, 'officer', 44, accept(doing, 'officer', 'keep in view'))
  await doing.step(key, 'assistant', 43, answered('RL01', 'nothing found'))
  await doing.step(key, 'officer', 38, (c, _by, on) =>
    steps.recordProof(
      c,
      {
        outcome: 'O09',
        facts: {
          kind: 'attendance',
          says: 'The child is back and was on the roll throughout.',
          from: 'The school’s attendance officer',
        },
      },
      on,
    ),
  )
  await doing.step(key, 'officer', 37, (c, by) =>
    steps.close(
      c,
      {
        outcome: 'O09',
        says: 'Never off the roll, and in school again: a matter of attendance.',
        record: nothingLeft,
      },
      by,
    ),
  )
}

async function placeOffered(doing: Doing): Promise<void> {
  const key = 'run-22-with-untaken'
  await everyEnquiry(doing, key, 'primary', 20)
  await doing.sendReturn(key, office('primary'), 12, 'Said to have moved', { by: 'officer', ago: 11 })
  await doing.refer(
    key,
    dsl('primary'),
    14,
    answers('primary', doing.day(22), {
      kind: 'START-02',
      'what-happened': 'A friend of the child says the family has moved near the river. The phone is off.',
    }),
  )
  await doing.step(key, 'officer', 13, accept(doing, 'officer'))
  await doing.step(key, 'assistant', 12, answered('RL01', 'nothing found'))
  await doing.step(
    key,
    'assistant',
    10,
    answered('RL09', 'something found', 'The account at the old address was closed.'),
  )
  await doing.step(key, 'officer', 6, c =>
    steps.locate(c, {
      proof: 'seen',
      where: 'this area',
      says: 'Visited with the housing officer. The child was there and is well. The old school is too far to walk.',
    }),
  )
  await doing.offer(key, 'officer', 3, addWorkingDays(addDays(doing.today, 1), 2))
}

async function saidToHaveStarted(doing: Doing): Promise<void> {
  const key = 'run-11-with-untaken'
  await everyEnquiry(doing, key, 'primary', 10)
  await doing.refer(
    key,
    office('primary'),
    5,
    answers('primary', doing.day(11), {
      kind: 'START-02',
      'what-happened': 'The father rang to say they have moved and hung up before we could ask where.',
    }),
  )
  await doing.step(key, 'officer-2', 4, accept(doing, 'officer-2'))
  await doing.step(
    key,
    'officer-2',
    4,
    answered('RL01', 'something found', 'An application for a place from a new address.'),
  )
  await doing.step(key, 'officer-2', 3, c =>
    steps.locate(c, {
      proof: 'spoken to',
      where: 'this area',
      says: 'The father gave the new address and put the child on the phone.',
    }),
  )
  await doing.offer(key, 'officer-2', 3, doing.day(1))
  await doing.step(key, 'officer-2', 0, (c, _by, on) =>
    steps.claimStart(
      c,
      { startedOn: doing.day(1), says: 'He says the child likes it there.', from: 'The father, by phone' },
      on,
    ),
  )
}

/** Twenty days away today: the enquiries go on, and the school’s wish to take the name off is refused. */
async function stillEnquiring(doing: Doing): Promise<void> {
  const key = 'run-20'
  await doing.markSafe(key, dsl('primary'), 18, 'Ring between 10am and 2pm. Never leave a message.')
  await everyEnquiry(doing, key, 'primary', 18, {
    screen: ['unknown-five-days', 'no-parent', 'moves'],
    concerns: 'Third address in two years. The family has always answered before.',
  })
  await doing.sendReturn(key, office('primary'), 10, '', { by: 'officer', ago: 9 })
  await doing.refer(
    key,
    office('primary'),
    10,
    answers('primary', doing.day(20), {
      'what-happened':
        'Nobody has answered since the first day. The flat has a notice of the landlord on the door.',
      'likely-area': 'They came from another authority two years ago and may have gone back.',
    }),
  )
  await doing.step(key, 'officer', 9, accept(doing, 'officer'))
  await doing.step(key, 'assistant', 9, answered('RL01', 'nothing found'))
  await doing.step(key, 'assistant', 8, answered('RL02', 'nothing found'))
  await doing.authority.askBodies(doing, key, 'assistant', 8, ['RL10', 'RL15'])
  await doing.step(
    key,
    'officer',
    7,
    answered(
      'RL09',
      'something found',
      'The account was closed at the end of last month, with no address to write to.',
    ),
  )
  await doing.step(key, 'officer', 6, answered('RL06', 'nothing found'))
  await doing.step(key, 'officer', 5, c =>
    steps.contact(c, {
      who: 'Grandmother',
      method: 'phone',
      result: 'no answer',
      says: 'Rang twice, morning and evening.',
    }),
  )
  await doing.authority.bodyAnswered(doing, key, 'assistant', 4, {
    code: 'RL10',
    result: 'nothing found',
    fact: '',
    pasted: 'No tenancy and no application in these names.',
  })
  await doing.authority.askBodies(doing, key, 'assistant', 3, ['RL14', 'RL16'], false)
  await doing.step(key, 'officer', 1, askedFor('RL20', 'Asked the authority the family came from.', 5))
  await doing.step(key, 'officer', 1, c =>
    steps.note(c, {
      fact: 'The landlord says the rent was paid up to last month and the keys came back by post.',
      opinion: 'A planned move rather than a sudden one.',
    }),
  )
  await doing.askForRemoval(key, office('primary'), 'R9-I')
}

async function needsInformation(doing: Doing): Promise<void> {
  const key = 'run-19'
  await everyEnquiry(doing, key, 'secondary', 17)
  await doing.sendReturn(key, office('secondary'), 9, 'A stay with relatives was mentioned', {
    by: 'officer-2',
    ago: 8,
  })
  await doing.refer(
    key,
    office('secondary'),
    7,
    answers('secondary', doing.day(19), {
      'what-happened': 'A note said “a few days with relatives”. That was nearly three weeks ago.',
      'likely-area': 'Relatives, but not known where',
    }),
  )
  await doing.step(key, 'officer', 6, (c, _by, on) =>
    steps.askForMore(
      c,
      {
        what: 'Who wrote the note, and is there a number for the relatives?',
        due: dueBy('review', c.level, on),
      },
      on,
    ),
  )
}

async function answeredAgain(doing: Doing): Promise<void> {
  const key = 'leave-over-11'
  await everyEnquiry(doing, key, 'secondary', 9)
  await doing.refer(
    key,
    dsl('secondary'),
    4,
    answers('secondary', doing.day(16), {
      kind: 'START-03',
      'what-happened': 'Given five days of leave for a wedding abroad, and not back since.',
      'likely-area': 'Abroad, with grandparents',
    }),
  )
  await doing.step(key, 'officer-2', 3, (c, _by, on) =>
    steps.askForMore(
      c,
      { what: 'On which day was the flight home booked?', due: dueBy('review', c.level, on) },
      on,
    ),
  )
  await doing.answer(
    key,
    office('secondary'),
    1,
    'The request for leave gave a flight on the day the leave ended. No later booking is known.',
  )
}

async function atTheAssistants(doing: Doing): Promise<void> {
  const key = 'run-21-broken-by-u'
  await everyEnquiry(doing, key, 'secondary', 17)
  await doing.sendReturn(key, office('secondary'), 11, '', { by: 'assistant', ago: 10 })
  await doing.refer(
    key,
    office('secondary'),
    9,
    answers('secondary', doing.day(21), {
      'what-happened':
        'Came once, late, in the middle of the absence, and said nothing of where they live now.',
    }),
  )
  await doing.step(key, 'officer', 8, accept(doing, 'assistant'))
  await doing.step(key, 'assistant', 7, answered('RL01', 'nothing found'))
  await doing.step(key, 'assistant', 5, answered('RL03', 'nothing found'))
  await doing.step(key, 'assistant', 4, askedFor('RL28', 'A field officer goes to the last address.', 4))
}

async function foundAbroad(doing: Doing): Promise<void> {
  const key = 'abroad'
  await everyEnquiry(doing, key, 'secondary', 11, {
    abroad: 'An aunt sent a photograph of the tickets. The day of return is not on it.',
  })
  await doing.sendReturn(key, office('secondary'), 4, 'Holiday abroad, not granted')
  await doing.refer(
    key,
    office('secondary'),
    5,
    answers('secondary', doing.day(14), {
      kind: 'START-04',
      'what-happened': 'Taken abroad in term time without leave. An aunt says they will be some weeks.',
      'likely-area': 'Abroad, with the mother’s family',
      'family-told': 'yes',
    }),
  )
  await doing.step(key, 'officer-2', 4, accept(doing, 'officer-2'))
  await doing.step(
    key,
    'officer-2',
    3,
    answered('RL21', 'nothing found', 'No brother or sister of school age.'),
  )
  await doing.step(key, 'officer-2', 1, c =>
    steps.locate(c, {
      proof: 'spoken to',
      where: 'abroad',
      says: 'A video call with mother and child, from the grandparents’ home. They mean to be back before the end of term.',
    }),
  )
}

/** Referred and looked for, and all the while on another school's roll under a misspelt name: nobody has seen that yet. */
async function goneUnderAnotherName(doing: Doing): Promise<void> {
  const key = 'misspelt-missed'
  await everyEnquiry(doing, key, 'primary', 12, {
    visit: 'The neighbour says they left in a borrowed van. Where to, she does not know.',
  })
  await doing.refer(
    key,
    office('primary'),
    5,
    answers('primary', doing.day(14), {
      kind: 'START-02',
      'what-happened': 'The family has moved out of the house and left no address. The phone we hold is off.',
      'likely-area': 'Not far, the neighbour thinks',
    }),
  )
  await doing.sendReturn(key, office('primary'), 4, 'Said to have moved', { by: 'officer', ago: 4 })
  await doing.step(key, 'officer', 4, accept(doing, 'officer'))
  await doing.step(key, 'assistant', 3, answered('RL09', 'nothing found'))
}

/** A child who goes by a short name at the new school: one officer judged the two records to be one child, another agreed. */
async function twoPeopleLink(doing: Doing): Promise<void> {
  const pair = ['short-name-left', 'short-name-enrolled'] as const
  await doing.sameChild(
    ...pair,
    'officer',
    9,
    'The school that the child left named this one, and the home and the mother are the same.',
  )
  await doing.sameChild(
    ...pair,
    'officer-2',
    8,
    'Rang the new school: they call him Teddy, and his birth certificate says Theodore.',
  )
}

async function notMissing(doing: Doing): Promise<void> {
  const key = 'run-12-broken-by-illness'
  await everyEnquiry(doing, key, 'secondary', 9)
  await doing.refer(
    key,
    office('secondary'),
    4,
    answers('secondary', doing.day(12), {
      'what-happened': 'Nobody answers, and there was one day of illness in between.',
    }),
  )
  await doing.step(key, 'officer', 3, c =>
    steps.decline(c, {
      because: 'not CME',
      says: 'The mother rang us: the child is at home and unwell. On your roll and in touch: please work with the attendance team.',
    }),
  )
}

/** The removal came with the file; the parents’ letter and the home education team’s view answered it. */
async function taughtAtHome(doing: Doing): Promise<void> {
  const key = 'home-educated'
  await doing.step(key, 'officer', 'today', accept(doing, 'officer', 'keep in view'))
  await doing.step(
    key,
    'officer',
    'today',
    answered('RL02', 'something found', 'On the register since the parents wrote.'),
  )
  await doing.step(key, 'officer', 'today', (c, _by, on) =>
    steps.recordProof(
      c,
      {
        outcome: 'O03',
        facts: {
          viewOn: on,
          from: 'Home education team',
          says: 'Home education officer: the education is suitable. Visited, and the plan seen.',
        },
      },
      on,
    ),
  )
  await doing.step(key, 'officer', 'today', (c, by) =>
    steps.close(
      c,
      {
        outcome: 'O03',
        says: 'Suitable education at home, confirmed by the home education team.',
        record: nothingLeft,
      },
      by,
    ),
  )
}

async function acceptedYesterday(doing: Doing): Promise<void> {
  const key = 'run-21'
  await everyEnquiry(doing, key, 'secondary', 17)
  await doing.sendReturn(key, office('secondary'), 11, '')
  await doing.refer(
    key,
    dsl('secondary'),
    3,
    answers('secondary', doing.day(21), {
      'what-happened': 'Four weeks without a word. A letter came back marked “gone away”.',
    }),
  )
  await doing.step(key, 'officer', 1, accept(doing, 'officer'))
}

async function waitingForADecision(doing: Doing): Promise<void> {
  const key = 'run-11'
  await everyEnquiry(doing, key, 'secondary', 9)
  await doing.refer(
    key,
    office('secondary'),
    1,
    answers('secondary', doing.day(11), {
      'what-happened': 'Both phones are off. The form tutor heard that the family may be leaving the area.',
    }),
  )
}

/** A family that is gone: the primary’s lead cannot wait for the list. The academy has not put two and two together yet. */
async function vanished(doing: Doing): Promise<void> {
  for (const key of ['vanished-1', 'vanished-2']) {
    await doing.contact(key, office('primary'), 5, '09:20', { method: 'phone', result: 'no answer' })
    await doing.contact(key, office('primary'), 3, '09:15', { method: 'phone', result: 'no answer' })
    await doing.contact(key, office('primary'), 2, '16:05', {
      method: 'visit',
      result: 'no answer',
      note: 'Curtains gone, and nothing in the rooms that can be seen from the street.',
    })
    await doing.check(
      key,
      office('primary'),
      1,
      'RS08',
      'nothing known',
      'A brother or sister here is away since the same morning.',
      'in person',
    )
    await doing.screen(key, dsl('primary'), 0, {
      yes: ['family-gone', 'siblings', 'unknown-five-days', 'no-parent'],
      unknown: ['refuge', 'threat'],
      concerns: 'Three children at two schools stopped on the same morning and the house is empty.',
    })
    await doing.refer(
      key,
      dsl('primary'),
      0,
      {
        kind: 'START-01',
        'last-seen': doing.day(6),
        'what-happened':
          'Three children of one family, at two schools, have not been seen since the same morning. The house is empty.',
        siblings: 'One more at this school, and one at Sampleford Academy',
        'family-told': 'no-cannot-reach',
        'referrer-phone': phoneOf.primary,
      },
      'The whole family has gone without a word, and nobody has seen three children for six school days.',
    )
  }
  await doing.contact('vanished-3', office('secondary'), 4, '09:30', { method: 'phone', result: 'no answer' })
}

/** What schools have begun and not finished: a day’s work for whoever signs in. */
async function otherFamilies(doing: Doing): Promise<void> {
  await doing.contact('run-9', office('primary'), 5, '09:00', { method: 'phone', result: 'no answer' })
  await doing.contact('run-9', office('primary'), 2, '14:10', {
    method: 'phone',
    order: 2,
    result: 'message left',
  })
  await doing.check(
    'run-9',
    office('primary'),
    1,
    'RS05',
    'information',
    'Told a friend about a new baby in the family.',
    'in person',
  )
  await doing.contact('run-10', office('primary'), 8, '09:25', { method: 'phone', result: 'message left' })
  await doing.contact('run-10', office('primary'), 4, '11:00', { method: 'text', result: 'message left' })
  await doing.contact('run-3', office('primary'), 1, '09:35', {
    method: 'phone',
    result: 'not reassured',
    note: 'Someone who would not give a name said the child is “fine”.',
  })
  await doing.contact('leave-over-10', office('primary'), 7, '10:05', {
    method: 'phone',
    result: 'no answer',
  })
  await doing.contact('run-5', office('secondary'), 2, '09:05', { method: 'phone', result: 'message left' })
  await doing.contact('leave-over-9', office('secondary'), 3, '15:30', {
    method: 'email',
    result: 'message left',
  })
}

/** A home that must not be told: protected at both schools, and opened once by an officer. */
async function protectedHome(doing: Doing): Promise<void> {
  await doing.protect(
    'protected-1',
    dsl('secondary'),
    30,
    'The mother told us, with her support worker: a refuge found them this home.',
  )
  await doing.protect(
    'protected-2',
    dsl('primary'),
    30,
    'The academy rang: the address of this family must not be told to anyone.',
  )
  await doing.openProtected(
    'protected-1',
    'officer-2',
    'The social worker rang to check the number we hold for the mother.',
  )
}
