// The way into education of one child: days out, needs, what stands in the way, applications, offers, fair access, what we arrange.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { yearGroup, yearGroupInWords } from '../../calendar/age.ts'
import { inWords, localDate } from '../../calendar/local-date.ts'
import { isOpen } from '../../cases/case.ts'
import { caseNav } from '../../cases/pages/case-nav.ts'
import { headOf, whyInWords } from '../../cases/pages/case-work.ts'
import { dueInWords } from '../../cases/words.ts'
import { fairAccessPlace, inYearOutcome } from '../../law/authority-clocks.ts'
import type { ChildView } from '../../platform/web/page.ts'
import { daysOut } from '../days-out.ts'
import { directionCaution, fairAccessCategories, isCategory } from '../fair-access.ts'
import {
  barrierTopics,
  needTopics,
  type Offer,
  type Placing,
  phaseOf,
  phasesInWords,
  waitsOf,
} from '../placing.ts'
import { hours, stepInWords } from '../words.ts'
import { atDesk } from './form-page.ts'
import { type FormContext, placeForms } from './forms.ts'
import { contextOf, type Subject, subjectOfCase, subjectOfDesk } from './subject.ts'

const lower = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`
const parentInWords = (offer: Offer): string => {
  if (offer.parent === 'accepted') return `Accepted ${offer.acceptedOn ? inWords(offer.acceptedOn) : ''}`
  if (offer.parent === 'refused') return `Refused: ${offer.parentSays}`
  if (offer.turn === 'CME') return 'No answer: worked as a child missing education'
  return offer.turn === 'admissions' ? 'No answer: admissions try' : 'No answer yet'
}
const stateInWords = (offer: Offer): string => {
  switch (offer.state) {
    case 'open':
      return 'Waiting to start'
    case 'withdrawn':
      return 'Withdrawn'
    case 'not started':
      return 'Did not start'
    case 'started':
      return `Attended day 1, ${offer.firstDay ? inWords(offer.firstDay) : ''}. Day 10 is ${offer.tenthOn ? inWords(offer.tenthOn) : 'not known'}`
    case 'attending':
      return 'Attending on day 10'
    case 'not attending':
      return 'Not there on day 10'
    default:
      return offer.state satisfies never
  }
}

async function view(request: Request, subject: Subject): Promise<ChildView> {
  const { viewer } = request
  const context = await contextOf(request, subject, false)
  const { placing: all, today, calendar } = context
  const mayRead = !subject.isProtected || may(viewer, 'protected.open')
  const ofThis = <T extends { caseId: string }>(list: readonly T[]) =>
    list.filter(one => one.caseId === subject.caseId)
  const placing: Placing = {
    ...all,
    applications: ofThis(all.applications),
    offers: ofThis(all.offers),
    fairAccess: ofThis(all.fairAccess),
    sectionNineteen: ofThis(all.sectionNineteen),
    integration: ofThis(all.integration),
  }
  const open = subject.work ? isOpen(subject.work.c) : true
  const born = subject.born ? localDate(subject.born) : undefined
  const year = born ? yearGroup(born, today) : undefined
  const due = (day: Parameters<typeof dueInWords>[0]) => dueInWords(day, today)
  return {
    template: 'places/pages/places.njk',
    child: subject.childId,
    data: {
      heading: 'Getting into education',
      pageTitle: 'Getting into education',
      back: subject.back,
      childName: subject.childName,
      reference: subject.reference,
      isProtected: subject.isProtected,
      mayRead,
      open,
      isDesk: context.isDesk,
      nav: subject.work ? caseNav(subject.at.replace(/\/places$/, ''), viewer) : [],
      at: subject.at,
      caseAt: subject.work ? subject.back.href : undefined,
      next: subject.work && headOf(subject.work, viewer.today).next,
      phase: phasesInWords[phaseOf(all, subject.caseId)],
      out: context.outSince ? daysOut(context.outSince, today, calendar.calendar).says : undefined,
      known:
        subject.work &&
        daysOut(subject.work.c.openedOn, today, calendar.calendar).says.replace(
          'Out of education since',
          'Known to us since',
        ),
      owner: subject.work
        ? (subject.work.c.owner?.name ?? 'Nobody yet')
        : (subject.row?.owner_name ?? 'Nobody yet'),
      born: born ? `${inWords(born)}${year === undefined ? '' : `, ${yearGroupInWords(year)}`}` : 'Not known',
      vacanciesHref: `/vacancies${year === undefined ? '' : `?year=${year}`}`,
      waits: waitsOf(all, subject.caseId, subject.isProtected && !mayRead).map(wait => ({
        says: wait.says,
        due: due(wait.due),
        late: wait.due < today,
      })),
      needs: all.needs.map(one => ({
        topic: needTopics[one.topic],
        says: one.says,
        from: `${one.source}. Recorded ${inWords(one.on)} by ${one.by}`,
        ended: one.ended,
      })),
      barriers: all.barriers.map(one => ({
        topic: barrierTopics[one.topic],
        says: one.says,
        from: `${one.source}. Recorded ${inWords(one.on)} by ${one.by}`,
        solved: one.solved && `Solved ${inWords(one.solved.on)} by ${one.solved.who}: ${one.solved.says}`,
      })),
      applications: placing.applications.map(one => ({
        to: one.to,
        received: inWords(one.received),
        state: {
          waiting: 'Waiting',
          offered: 'A place was offered',
          refused: `Refused: ${one.refusal}`,
          withdrawn: `Withdrawn: ${one.refusal}`,
        }[one.state],
        due: one.state === 'waiting' ? due(one.answerBy) : undefined,
        appeal:
          one.appeal &&
          `Appeal lodged ${inWords(one.appeal.lodged)}: ${one.appeal.result ?? 'not heard yet'}`,
        why:
          one.state === 'waiting'
            ? whyInWords(inYearOutcome({ received: one.received }, calendar))
            : undefined,
      })),
      offers: placing.offers.map(one => ({
        school: one.school,
        starts: inWords(one.startsOn),
        parent: parentInWords(one),
        state: stateInWords(one),
      })),
      fair: placing.fairAccess.map(one => ({
        category: isCategory(one.category)
          ? `${one.category}: ${fairAccessCategories[one.category]}`
          : one.category,
        on: inWords(one.on),
        because: one.because,
        says: one.says,
        panel: inWords(one.panelOn),
        place: one.decision ? undefined : due(one.placeBy),
        why: one.decision ? undefined : whyInWords(fairAccessPlace({ accepted: one.on }, calendar)),
        asks: one.asks.map(
          ask =>
            `${ask.school}: ${ask.answer ? `${ask.answer}${ask.says ? `, ${ask.says}` : ''}` : `no answer yet, ${lower(due(ask.answerBy))}`}`,
        ),
        decision:
          one.decision &&
          `${one.decision.decision}${one.decision.school ? `: ${one.decision.school}` : ''}. ${one.decision.says}. By ${one.decision.by}, ${inWords(one.decision.on)}`,
        direction:
          one.direction &&
          `Direction to ${one.direction.school}, ${inWords(one.direction.on)}: ${one.direction.says}. ${one.direction.ended ?? 'Not over yet'}`,
      })),
      directionCaution,
      duties: placing.sectionNineteen.map(one => ({
        from: inWords(one.from),
        because: one.because,
        says: one.says,
        offers: one.offers.map(
          offer =>
            `${offer.provider}, ${hours(offer.hours)} from ${inWords(offer.startsOn)}${offer.refused === undefined ? '' : `. Refused: ${offer.refused}`}`,
        ),
        started:
          one.started &&
          `Started ${inWords(one.started.on)}, ${hours(one.started.hours)}, confirmed by ${one.started.confirmedBy}`,
        reviews: one.reviews.map(review => `${inWords(review.on)}: ${review.says} (${hours(review.hours)})`),
        review: one.started && !one.ended && one.reviewOn ? due(one.reviewOn) : undefined,
        ended: one.ended && `Ended ${inWords(one.ended.on)}: ${one.ended.says}`,
      })),
      help: placing.integration.map(one => ({
        school: one.school,
        says: one.says,
        answer: one.answer
          ? `${one.answer}: ${one.answerSays}`
          : `Not answered yet, ${lower(due(one.answerBy))}`,
        reviews: one.reviews.map(review => `${inWords(review.on)}: ${review.says}`),
        review:
          one.answer === 'accepted' && one.ended === undefined && one.reviewOn
            ? due(one.reviewOn)
            : undefined,
        ended: one.ended,
      })),
      links: open && mayRead ? linksOf(subject, context, request) : {},
      letterHref:
        subject.work && mayRead
          ? `/pupils/${subject.work.child.token}/letters/L22?back=${encodeURIComponent(subject.at)}`
          : undefined,
      history: subject.steps
        .filter(one => one.caseId === subject.caseId)
        .slice(-100)
        .reverse()
        .map(one => ({ ...stepInWords(one, false), when: inWords(one.on), who: one.by, school: false })),
    },
  }
}

/** The forms that are of use now, by their group. */
function linksOf(subject: Subject, context: FormContext, { viewer }: Request) {
  const groups: Record<string, { text: string; href: string }[]> = {}
  for (const form of placeForms) {
    const mine = context.isDesk
      ? form.desk === true && may(viewer, atDesk(form.allow))
      : may(viewer, form.allow)
    if (!mine || !(form.open?.(context) ?? true)) continue
    groups[form.group.replace(' ', '')] = [
      ...(groups[form.group.replace(' ', '')] ?? []),
      { text: form.says, href: `${subject.at}/${form.path}` },
    ]
  }
  return groups
}

export const placesPage: Page = {
  path: '/cases/:case/places',
  allow: 'places.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return view(request, await subjectOfCase(request))
  },
}

export const deskPlacesPage: Page = {
  path: '/places/children/:child',
  allow: 'places.waiting',
  shows: 'one child',
  section: 'Places',
  async get(request) {
    return view(request, await subjectOfDesk(request))
  },
}
