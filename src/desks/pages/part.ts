// A desk's part of one child: what is asked and why, its own facts and answers, and how far the case has come.
import type { Page, Request } from '../../access/page.ts'
import { acrossOrganisations } from '../../access/store.ts'
import type { Viewer } from '../../access/viewer.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { caseFrom } from '../../cases/case.ts'
import { dayOf, type Field } from '../../cases/pages/step-page.ts'
import { caseByToken, caseTokenOf, historyOf } from '../../cases/store.ts'
import { type About, formPage } from '../../home-education/pages/form-page.ts'
import { dueShown, nameOf } from '../../home-education/pages/words.ts'
import type { Tx } from '../../platform/db.ts'
import { allowed, NotFound } from '../../platform/errors.ts'
import { answerPart, factsInWords, noteForTeam, recordFacts } from '../actions.ts'
import { desks, fieldsOf, statusForDesk } from '../desk.ts'
import { type PartRow, partByToken, type StepRow, stepsOf } from '../store.ts'

const section = 'My list'

/** What a desk may read of the case its part belongs to. The desk has read its part; the case is read as the system. */
async function statusOf(db: Tx, viewer: Viewer, part: PartRow) {
  if (!part.case_id) return undefined
  return acrossOrganisations(db, viewer, async system => {
    const row = await caseByToken(db, system, await caseTokenOf(db, system, part.case_id!))
    return statusForDesk(caseFrom(await historyOf(db, system, row.id)))
  })
}

const titles: Readonly<Record<StepRow['step'], string>> = {
  given: 'Given to this desk',
  'told again': 'What it follows from',
  answered: 'Answered',
  facts: 'Facts of this desk',
  note: 'Note for the CME team',
  'taken back': 'Taken back by the CME team',
}

export const stepShown = (part: Pick<PartRow, 'desk' | 'protected'>, step: StepRow) => ({
  title: titles[step.step],
  when: inWords(step.on_date),
  who: step.by_name,
  school: false,
  lines: step.step === 'facts' ? factsInWords(part.desk, step.facts, part.protected) : [step.says],
})

export const partPage: Page = {
  path: '/desk/:part',
  allow: 'desk.see',
  shows: 'one child',
  section,
  async get({ db, viewer, params, today }) {
    const part = await partByToken(db, viewer, params.part ?? '')
    const steps = await stepsOf(db, viewer, [part.id])
    const status = await statusOf(db, viewer, part)
    const at = `/desk/${part.token}`
    const isOurs = part.desk === viewer.role
    return {
      template: 'desks/pages/part.njk',
      child: part.child_id,
      data: {
        heading: desks[part.desk].name,
        pageTitle: `${desks[part.desk].name}: what is asked`,
        name: nameOf(part),
        isProtected: part.protected,
        back: { href: '/desk', text: 'My list' },
        asks: part.asks,
        why: part.why,
        due: part.state === 'asked' ? dueShown(part.due, today as LocalDate) : undefined,
        stands:
          part.state === 'asked'
            ? undefined
            : `${part.state === 'answered' ? 'Answered' : 'Taken back'} ${dateInWords(part.state_on)}`,
        given: `${inWords(part.given_on)}, by ${part.given_name}`,
        status,
        links:
          isOurs && part.state !== 'taken back'
            ? [
                { href: `${at}/answer`, text: part.state === 'asked' ? 'Answer' : 'Answer again' },
                ...(fieldsOf(part.desk, part.protected).length > 0
                  ? [{ href: `${at}/facts`, text: 'Record facts of your field' }]
                  : []),
                { href: `${at}/note`, text: 'Write a note for the CME team' },
                ...(part.desk === 'ehe-officer'
                  ? [{ href: `/home-educated/${part.child_token}`, text: 'Home education of this child' }]
                  : []),
              ]
            : [],
        items: steps.toReversed().map(step => stepShown(part, step)),
      },
    }
  },
}

type Work = About & { part: PartRow; steps: readonly StepRow[] }

async function load({ db, viewer, params }: Request): Promise<Work> {
  const part = await partByToken(db, viewer, params.part ?? '')
  if (part.desk !== viewer.role) throw new NotFound('part')
  return {
    part,
    steps: await stepsOf(db, viewer, [part.id]),
    child: { id: part.child_id, name: nameOf(part), isProtected: part.protected },
    back: { href: `/desk/${part.token}`, text: desks[part.desk].name },
    closed: part.state === 'taken back' ? ['The CME team has taken this back.'] : undefined,
  }
}

const base = { allow: 'desk.record' as const, section, load }

export const answerPage = formPage<Work>({
  ...base,
  path: '/desk/:part/answer',
  heading: 'Answer',
  intro: work => [work.part.asks],
  fields: () => [
    {
      as: 'textarea',
      name: 'says',
      label: 'Your answer',
      hint: 'The CME team reads it. Write no address here',
      ifEmpty: 'Write the answer',
    },
  ],
  button: 'Send the answer',
  async take({ db, viewer }, work, values) {
    const done = await answerPart(db, viewer, work.part.token, { says: values.says! })
    return done.allowed ? allowed({ says: 'Answered. The CME team can read it.' }) : done
  },
})

export const factsPage = formPage<Work>({
  ...base,
  path: '/desk/:part/facts',
  heading: 'Record facts of your field',
  intro: work => [
    work.part.protected
      ? 'This child is protected: nothing that would say where the child is, is asked here.'
      : 'What you leave empty is not changed into “no”: it is not known.',
  ],
  fields: work => {
    const last = work.steps.findLast(step => step.step === 'facts')?.facts ?? {}
    return fieldsOf(work.part.desk, work.part.protected).map((field): Field => {
      const value = last[field.name]
      const common = {
        name: field.name,
        label: field.label,
        ...(field.hint && { hint: field.hint }),
        ...(value !== undefined && { value }),
      }
      if (field.as === 'choice') {
        return {
          ...common,
          as: 'radios',
          items: Object.entries(field.choices ?? {}).map(([item, text]) => ({ value: item, text })),
          ifEmpty: '',
        }
      }
      return { ...common, as: field.as === 'day' ? 'date' : 'input' }
    })
  },
  button: 'Record',
  async take({ db, viewer }, work, values) {
    const facts = Object.fromEntries(
      fieldsOf(work.part.desk, work.part.protected).map(field => [
        field.name,
        field.as === 'day' ? dayOf(values, field.name) : (values[field.name] ?? ''),
      ]),
    )
    const done = await recordFacts(db, viewer, work.part.token, facts)
    return done.allowed ? allowed({ says: 'Recorded.' }) : done
  },
})

export const notePage = formPage<Work>({
  ...base,
  path: '/desk/:part/note',
  heading: 'Write a note for the CME team',
  fields: () => [
    { as: 'textarea', name: 'says', label: 'Note', hint: 'Write no address here', ifEmpty: 'Write the note' },
  ],
  button: 'Send the note',
  async take({ db, viewer }, work, values) {
    const done = await noteForTeam(db, viewer, work.part.token, { says: values.says! })
    return done.allowed ? allowed({ says: 'Sent to the CME team.' }) : done
  },
})
