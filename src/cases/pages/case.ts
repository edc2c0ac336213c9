// The case: who, where it stands, what is due and why, what can be done, and one chronology of both sides.
import { may } from '../../access/actions-allowed.ts'
import type { Page } from '../../access/page.ts'
import { lastLook } from '../../access/store.ts'
import { ageOn, yearGroup, yearGroupInWords } from '../../calendar/age.ts'
import { type LocalDate, localDate } from '../../calendar/local-date.ts'
import { isSinceKnown } from '../../census/counted.ts'
import { reasonsOfCase } from '../../census/store.ts'
import { flagInWords } from '../../children/flags.ts'
import { familyBeside } from '../../children/pages/family-shown.ts'
import { enrolmentsOf, flagsOf, protectionsOf } from '../../children/store.ts'
import { cmeReasonInWords } from '../../law/cme-reasons.ts'
import { isAbroadNow } from '../../leave/store.ts'
import { alsoKnown } from '../../matching/pages/also-known.ts'
import { daysOut, placeStepsOf } from '../../places/days-out.ts'
import { placingFrom } from '../../places/placing.ts'
import { placingStepOf, placingStepRows } from '../../places/store.ts'
import { londonDay } from '../../platform/clock.ts'
import { together } from '../../platform/db.ts'
import { checkOf } from '../authority-checks.ts'
import { isDeciding, isOpen, nextStep } from '../case.ts'
import { outcomeOf } from '../closing.ts'
import { statusToday } from '../status-today.ts'
import { aroundChild, casesOf } from '../store.ts'
import { dueInWords, startInWords, stateLabel } from '../words.ts'
import { caseNav } from './case-nav.ts'
import { caseWork, day, headOf, moment, offeredSteps, weekday } from './case-work.ts'
import { chronology, heldBack, inOneStory, isKind, kinds, ofAnother, sinceLooked } from './chronology.ts'
import { maySendBack } from './closing.ts'

const shownAtFirst = 100
/** Looks that are nearer to one another are one sitting: what came since is not since the last press of a key. */
const sitting = 30 * 60_000

export const casePage: Page = {
  path: '/cases/:case',
  allow: 'case.see',
  shows: 'children',
  section: 'Cases',
  async get(request) {
    const { db, viewer, query } = request
    const today = localDate(viewer.today)
    const work = await caseWork(request)
    const { row, child, c, history } = work
    const { around, every } = await together(
      db,
      { around: aroundChild(db, viewer, child.id), every: casesOf(db, viewer, child.id) },
      ['at'],
    )
    const others = every.filter(other => other.token !== row.token)
    const enrolments = await enrolmentsOf(db, viewer, child.id)
    const flags = await flagsOf(db, viewer, child.id)
    const isAbroad = await isAbroadNow(db, viewer, child.id)
    const family = await familyBeside(db, viewer, child.id)
    const oldestFirst = query.order === 'oldest'
    const also = await alsoKnown(db, viewer, child)
    const beside = await together(
      db,
      { reasons: reasonsOfCase(db, viewer, row.id), placing: placingStepRows(db, viewer, child.id) },
      ['recorded_at'],
    )
    const [lastReason] = beside.reasons
    const placing = placingFrom(beside.placing.map(placingStepOf))
    // Whoever may not open what is protected reads nothing here from before the protection, which may name a place.
    const [protection] =
      row.protected && !may(viewer, 'protected.open') ? await protectionsOf(db, viewer, child.id) : []
    const own = chronology(history, around, oldestFirst, child.token)
    const isHeld = (since: string) => protection !== undefined && since <= londonDay(protection.put_on_at)
    const whole = inOneStory(
      [
        protection ? heldBack(own, protection.put_on_at) : own,
        ...(await Promise.all(
          also.shared.map(async other =>
            ofAnother(
              chronology([], await aroundChild(db, viewer, other.id), oldestFirst, other.token),
              other.name,
            ),
          ),
        )),
      ],
      oldestFirst,
    )
    const looked = await lastLook(
      db,
      viewer,
      child.id,
      casePage.path,
      new Date(request.now.getTime() - sitting),
    )
    const since = looked ? sinceLooked(whole, looked, viewer.personId) : { items: whole, many: 0 }
    const kind = isKind(query.kind) ? query.kind : undefined
    const items = kind ? since.items.filter(item => item.kind === kind) : since.items
    const shown = query.all === 'yes' ? items : items.slice(0, shownAtFirst)
    const steps = offeredSteps(work, viewer)
    const at = `/cases/${row.token}`
    const address = (changes: Record<string, string | undefined>) => {
      const given = { kind, order: oldestFirst ? 'oldest' : undefined, ...changes }
      const kept = Object.entries(given).filter((one): one is [string, string] => one[1] !== undefined)
      return `${at}${kept.length ? '?' : ''}${new URLSearchParams(kept)}#chronology`
    }
    const born = child.date_of_birth ? localDate(child.date_of_birth) : undefined
    const rolls = [
      ...enrolments.map(one => ({ since: one.entry_date, until: one.leaving_date })),
      // Two people say that it is the same child, so a roll of either record is the child's.
      ...also.shared.flatMap(other => other.times),
    ].map(one => ({ from: localDate(one.since), ...(one.until !== null && { to: localDate(one.until) }) }))
    const outInWords = (since: LocalDate) => {
      if (!isSinceKnown({ dob: born!, rolls }, c.startCode, today))
        return 'Since when is not known: the child was on no roll here before.'
      const { days } = daysOut(since, today)
      return `${days} ${days === 1 ? 'day' : 'days'}, since ${weekday(since)}`
    }
    const byRegisters = statusToday(born, rolls, c, history, today, {
      placeSteps: placeStepsOf(placing),
      recordedReason: lastReason?.reason,
    })
    return {
      template: 'cases/pages/case.njk',
      children: [child.id, ...also.children, ...family.children],
      data: {
        heading: `Case ${row.reference}`,
        pageTitle: `Case ${row.reference}`,
        ...headOf(work, viewer.today),
        ...(protection && { state: stateLabel(c.state), next: undefined }),
        deciding: isDeciding(c) ? `/triage/${row.token}` : undefined,
        born: born ? `${day(born)}, ${ageOn(born, today)} years old` : 'Not known',
        year: born ? yearGroupInWords(yearGroup(born, today)) : 'Not known',
        start: startInWords(c.startCode),
        standing: stateLabel(c.standing),
        byRegisters,
        outOfEducation: byRegisters.since && outInWords(byRegisters.since),
        mainReason: lastReason
          ? `${cmeReasonInWords(lastReason.reason)}, from ${day(lastReason.from_on)}. Recorded by ${lastReason.by_name}.`
          : 'Nobody has recorded why.',
        hasReason: lastReason !== undefined,
        reasonHref: isOpen(c) && may(viewer, 'case.record') ? `${at}/reason` : undefined,
        pathway: `${c.pathway === 'A' ? 'Find the child' : 'Get the child into education'}, since ${day(c.pathwayOn)}`,
        owner: c.owner?.name ?? 'Nobody yet',
        opened: weekday(c.openedOn),
        episodes: c.episodes > 1 ? `This is episode ${c.episodes}, since ${weekday(c.episodeOn)}` : undefined,
        closed: c.closedOn ? weekday(c.closedOn) : undefined,
        flags: flags.map(
          flag => `${flagInWords(flag.flag)}${flag.from_on ? ` since ${day(flag.from_on)}` : ''}`,
        ),
        enrolments: enrolments.map(one => ({
          school: one.school,
          when: `${day(one.entry_date)} to ${one.leaving_date ? day(one.leaving_date) : 'now'}`,
        })),
        deadlines: [
          ...Object.values(c.tasks).map(task => ({
            says: isHeld(task.since) ? 'What the case waited for before the child was protected' : task.says,
            due: dueInWords(task.due, today),
          })),
          ...Object.entries(c.checks)
            .filter(([, check]) => check.due && !check.answeredOn)
            .map(([code, check]) => ({
              says: `Answer to: ${checkOf(code)?.label ?? code}`,
              due: dueInWords(check.due!, today),
            })),
          ...c.places
            .filter(place => place.state === 'asked')
            .map(place => ({
              says: place.found
                ? `${protection ? 'A school' : place.school} was asked whether the child attends`
                : `Place at ${protection ? 'a school' : place.school}`,
              due: place.found ? 'Waiting for its answer' : `To start ${weekday(place.startsOn)}`,
            })),
        ],
        longList: c.notLocatedOn !== undefined,
        sendBack: maySendBack(work, request) ? `${at}/send-back` : undefined,
        earlier: c.earlier
          .map(
            (one, i) =>
              `Episode ${i + 1}: ${day(one.from)} to ${day(one.until)}, ${one.ended === 'declined' ? 'not taken on' : `closed: ${outcomeOf(one.outcome ?? '')?.label ?? one.outcome}`}. Taken up again: ${one.again}`,
          )
          .reverse(),
        withdraw:
          c.places.some(place => place.state === 'asked') && steps.length > 0 ? `${at}/withdraw` : undefined,
        steps,
        main: nextStep(c) ? steps.find(step => step.step === nextStep(c)?.step) : undefined,
        others: others.map(other => ({
          href: `/cases/${other.token}`,
          text: other.reference,
          says: `${stateLabel(other.state)}, opened ${day(other.opened_on)}${other.closed_on ? `, closed ${day(other.closed_on)}` : ''}`,
        })),
        family,
        familyHref: `/children/${child.token}/family`,
        childHref: `/children/${child.token}`,
        nav: caseNav(at, viewer),
        abroadHref: isAbroad && may(viewer, 'case.decide') ? `${at}/abroad` : undefined,
        looksHref: may(viewer, 'looks.see') ? `/children/${child.token}/looks` : undefined,
        also,
        items: shown,
        more: items.length > shown.length ? address({ all: 'yes' }) : undefined,
        printHref: address({ all: 'yes', order: 'oldest' }),
        total: items.length,
        orderHref: address({ order: oldestFirst ? undefined : 'oldest' }),
        kinds: [
          { text: 'Everything', href: address({ kind: undefined }), here: kind === undefined },
          ...Object.entries(kinds).map(([value, text]) => ({
            text,
            href: address({ kind: value }),
            here: value === kind,
          })),
        ],
        since: looked && {
          when: moment(looked, localDate(londonDay(looked))),
          many: since.many,
        },
        oldestFirst,
      },
    }
  },
}
