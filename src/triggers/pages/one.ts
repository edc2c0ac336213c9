// One step: what it says, by which law it is held, whom it would catch today, and what became of it.
import type { Page, Request } from '../../access/page.ts'
import { dateInWords, inWords, type LocalDate } from '../../calendar/local-date.ts'
import { momentInWords } from '../../platform/clock.ts'
import { type ChildrenView, redirect } from '../../platform/web/page.ts'
import { schoolsOf } from '../../schools/store.ts'
import { askForPreview, lately, triggerByToken } from '../actions.ts'
import { holdsInWords, refusalsOf } from '../no-later.ts'
import { presetStepOf } from '../presets.ts'
import { latestPreview, namesOf, type PreviewRow, type TriggerRow } from '../store.ts'
import { kinds, stepInWords } from '../trigger.ts'
import { forWhom, isOnOrComing, peopleInWords, stateOf, whenOf } from './words.ts'

export const triggerPage: Page = {
  path: '/settings/triggers/:trigger',
  allow: 'authority.settings',
  shows: 'children',
  section: 'Settings',
  get: view,
  async post(request) {
    const { db, viewer, params } = request
    const asked = await askForPreview(db, viewer, params.trigger!)
    if (!asked.allowed) {
      return {
        ...(await view(request)),
        errors: asked.refusals.map(one => ({ field: 'look', text: one.says })),
      }
    }
    return redirect(
      `/settings/triggers/${params.trigger}`,
      asked.value.isDone ? undefined : 'The registers are being read. Come back to this page in a minute.',
    )
  },
}

async function view({ db, viewer, params }: Request): Promise<ChildrenView> {
  const today = viewer.today as LocalDate
  const row = await triggerByToken(db, viewer, params.trigger!)
  const preview = await latestPreview(db, viewer, row.id)
  const first = preview?.done_at ? preview.first : []
  const names = new Map(
    (
      await namesOf(
        db,
        viewer,
        first.map(one => one.child),
      )
    ).map(child => [child.id, child]),
  )
  const schools = new Map(
    first.length > 0 ? (await schoolsOf(db, viewer)).map(school => [school.id, school.name]) : [],
  )
  const refusals = refusalsOf(row.trigger, today)
  const example = presetStepOf(row.from_preset ?? '')
  const isOn = isOnOrComing(row, today)
  return {
    template: 'triggers/pages/one.njk',
    children: [...names.keys()],
    data: {
      heading: row.name,
      pageTitle: 'A local step',
      back: { href: '/settings/triggers', text: 'Local steps' },
      state: stateOf(row, today),
      rows: [
        { key: 'When', value: whenOf(row.trigger) },
        { key: 'How it counts', value: kinds[row.trigger.trigger].hint },
        { key: 'What is asked', value: stepInWords(row.trigger) },
        { key: 'Of whom', value: forWhom(row.trigger) },
        { key: 'Held by the law', value: `${holdsInWords(row.trigger, today)}.` },
        ...(example
          ? [{ key: 'Taken from', value: `${example.preset.name}. ${example.preset.source}.` }]
          : []),
        { key: 'Written by', value: `${row.proposed_name}, ${dateInWords(row.proposed_on)}: ${row.why}` },
      ],
      refusals: refusals.map(one => one.says),
      preview: preview && previewInWords(preview, today),
      caught: first.flatMap(one => {
        const child = names.get(one.child)
        if (!child) return []
        return [
          {
            name: `${child.forename} ${child.surname}`,
            href: `/children/${child.token}`,
            school: child.protected ? 'Protected' : (one.school && schools.get(one.school)) || 'No school',
            since: dateInWords(one.since),
            reached: dateInWords(one.reachedOn),
          },
        ]
      }),
      mayLook: !isOn && refusals.length === 0,
      maySwitchOn: !isOn && refusals.length === 0 && preview?.done_at != null && preview.on_date === today,
      isOn,
      at: `/settings/triggers/${row.token}`,
      history: historyOf(row),
    },
  }
}

function previewInWords(preview: PreviewRow, today: LocalDate) {
  const isDone = preview.done_at !== null
  return {
    isDone,
    isOld: preview.on_date !== today,
    progress: `${preview.schools_done} of ${preview.schools} schools have been read.`,
    now: peopleInWords(preview.caught_now),
    lately: preview.caught_lately,
    days: lately,
    on: inWords(preview.on_date),
    by: `Looked up for ${preview.asked_name}, ${momentInWords(preview.asked_at)}`,
    isMore: preview.caught_now > preview.first.length,
    shown: preview.first.length,
  }
}

const historyOf = ({ switches }: TriggerRow) =>
  [...switches].reverse().map(one => ({
    from: dateInWords(one.fromOn),
    what: one.switched === 'on' ? 'On' : 'Off',
    who: one.by,
    why: one.why,
    seen: one.caughtNow === null ? '' : `${peopleInWords(one.caughtNow)} would have been caught that day`,
  }))
