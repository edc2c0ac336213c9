// Writing a step: what it counts from, how many days, what is then asked of whom. It is refused here where it could be late.
import type { Page, Request } from '../../access/page.ts'
import { type FormError, redirect, text, type View } from '../../platform/web/page.ts'
import { proposeTrigger } from '../actions.ts'
import { presetStepOf } from '../presets.ts'
import {
  type Addressee,
  actionNames,
  actions,
  addresseeNames,
  addressees,
  type FormCode,
  formCodes,
  formsInWords,
  kindNames,
  kinds,
  type StepAction,
  type Trigger,
  type TriggerKind,
  type Unit,
  units,
  yearInWords,
} from '../trigger.ts'

const fields = ['name', 'trigger', 'n', 'unit', 'action', 'addressee', 'form', 'onlyYear', 'why'] as const
type Typed = Record<(typeof fields)[number], string>

export const writeStepPage: Page = {
  path: '/settings/triggers/new',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  async get(request) {
    const example = presetStepOf(request.query.example ?? '')
    return view(request, example ? typedOf(example) : typedFrom({}))
  },
  async post(request) {
    const { db, viewer, body } = request
    const typed = typedFrom(body)
    const { trigger, errors } = read(typed)
    if (errors.length > 0 || !trigger) return { ...view(request, typed), errors }
    const example = text(body, 'example')
    const preset = presetStepOf(example) ? example : undefined
    const made = await proposeTrigger(db, viewer, { name: typed.name, trigger, preset, why: typed.why })
    if (!made.allowed) {
      const refusals = made.refusals.map(({ says }) => ({ field: fieldOf(says), text: says }))
      return { ...view(request, typed), errors: refusals }
    }
    return redirect(
      `/settings/triggers/${made.value.token}`,
      made.value.already
        ? 'This step was written already.'
        : 'The step is written, and not on yet. Look first whom it would catch.',
    )
  },
}

const typedFrom = (body: Request['body']): Typed =>
  Object.fromEntries(fields.map(field => [field, text(body, field)])) as Typed

function typedOf({ preset, step }: NonNullable<ReturnType<typeof presetStepOf>>): Typed {
  const { trigger } = step
  return {
    name: `${actions[trigger.action].name} (as ${preset.name})`,
    trigger: trigger.trigger,
    n: String(trigger.n),
    unit: trigger.unit,
    action: trigger.action,
    addressee: trigger.addressee,
    form: trigger.form ?? '',
    onlyYear: trigger.onlyYear === undefined ? '' : String(trigger.onlyYear),
    why: '',
  }
}

/** The typed step; or each field that is missing, in its own words. */
function read(typed: Typed): { trigger?: Trigger; errors: FormError[] } {
  const errors: FormError[] = []
  const want = (ok: boolean, field: keyof Typed, says: string) => {
    if (!ok) errors.push({ field, text: says })
    return ok
  }
  want(typed.name !== '', 'name', 'Enter a name for the step')
  want(Object.hasOwn(kinds, typed.trigger), 'trigger', 'Choose what it counts from')
  want(/^\d{1,3}$/.test(typed.n), 'n', 'Enter how many, as a number')
  want(units.includes(typed.unit as Unit), 'unit', 'Choose a kind of day')
  // What takes a name off is not on offer; posted all the same, it is refused by the rule.
  want(Object.hasOwn(actions, typed.action), 'action', 'Choose what is asked')
  want(Object.hasOwn(addressees, typed.addressee), 'addressee', 'Choose whom it is asked of')
  want(typed.form === '' || Object.hasOwn(formsInWords, typed.form), 'form', 'Choose a form from the list')
  want(
    typed.onlyYear === '' || /^\d{1,2}$/.test(typed.onlyYear),
    'onlyYear',
    'Choose a year group from the list',
  )
  want(typed.why !== '', 'why', 'Say why, and who agreed it')
  if (errors.length > 0) return { errors }
  return {
    errors,
    trigger: {
      trigger: typed.trigger as TriggerKind,
      n: Number(typed.n),
      unit: typed.unit as Unit,
      action: typed.action as StepAction,
      addressee: typed.addressee as Addressee,
      ...(typed.form !== '' && { form: typed.form as FormCode }),
      ...(typed.onlyYear !== '' && { onlyYear: Number(typed.onlyYear) }),
    },
  }
}

/** Beside which field a refusal stands. */
function fieldOf(says: string): string {
  if (/^Enter a name/.test(says)) return 'name'
  if (/^Say why/.test(says)) return 'why'
  if (/cannot be for a school/.test(says)) return 'addressee'
  if (/^No name comes off|lost pupil|opens a case/.test(says)) return 'action'
  if (/year group/.test(says)) return 'onlyYear'
  if (/count these in/.test(says)) return 'unit'
  return 'n'
}

function view({ query, body }: Request, typed: Typed): View {
  const item = (field: keyof Typed) => (value: string, says: string, hint?: string) => ({
    value,
    text: says,
    checked: typed[field] === value,
    selected: typed[field] === value,
    ...(hint && { hint: { text: hint } }),
  })
  const example = text(body, 'example') || (query.example ?? '')
  const preset = presetStepOf(example)
  return {
    template: 'triggers/pages/write.njk',
    data: {
      heading: 'Write a local step',
      back: preset
        ? { href: '/settings/triggers/examples', text: 'Examples' }
        : { href: '/settings/triggers', text: 'Local steps' },
      example: preset ? example : '',
      note: preset?.step.note,
      typed,
      kinds: kindNames.map(kind => item('trigger')(kind, kinds[kind].name, kinds[kind].hint)),
      units: units.map(unit => item('unit')(unit, `${unit[0]!.toUpperCase()}${unit.slice(1)}s`)),
      actions: [
        { value: '', text: 'Choose' },
        ...actionNames
          .filter(action => action !== 'remove')
          .map(action => item('action')(action, actions[action].name)),
      ],
      addressees: addresseeNames.map(one => item('addressee')(one, addressees[one].name)),
      forms: [
        { value: '', text: 'No form' },
        ...formCodes.map(code => item('form')(code, `${code}: ${formsInWords[code]}`)),
      ],
      years: [
        { value: '', text: 'Every year group' },
        ...Array.from({ length: 12 }, (_, year) => item('onlyYear')(String(year), yearInWords(year))),
      ],
    },
  }
}
