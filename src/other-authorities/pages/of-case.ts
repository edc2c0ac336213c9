// Of one case: what was asked of other authorities and by them, an enquiry to one or several, and a hand-over.
import { may } from '../../access/actions-allowed.ts'
import type { Page, Request } from '../../access/page.ts'
import { addDays, type LocalDate } from '../../calendar/local-date.ts'
import { addWorkingDays } from '../../calendar/working-days.ts'
import { caseWork, nameOf, type Work } from '../../cases/pages/case-work.ts'
import { addressesOf } from '../../children/store.ts'
import { digestOf } from '../../platform/ids.ts'
import { type ChildView, type FormError, redirect, text, texts } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { type Asked, askAuthorities, isPackPart, packLines, packParts, proposeHandOver } from '../actions.ts'
import { localAuthorities, localAuthority, meantBy } from '../local-authorities.ts'
import { isQuestion, wordingOf } from '../request.ts'
import { requestsOfCase } from '../store.ts'
import {
  dayFrom,
  errorsFrom,
  type Field,
  inOrder,
  items,
  lawItems,
  questionItems,
  shown,
  standing,
  titleOf,
} from './parts.ts'

const frame = (work: Work) => ({
  childName: nameOf(work.child),
  reference: work.row.reference,
  isProtected: work.child.protected,
})

export const caseAuthoritiesPage: Page = {
  path: '/cases/:case/authorities',
  allow: 'other-authorities.see',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    const { db, viewer, today } = request
    const work = await caseWork(request)
    const at = `/cases/${work.row.token}`
    const requests = await requestsOfCase(db, viewer, work.row.id)
    return {
      template: 'other-authorities/pages/of-case.njk',
      child: work.child.id,
      data: {
        heading: 'Other authorities',
        pageTitle: 'Other authorities',
        ...frame(work),
        back: { href: at, text: 'Back to the case' },
        requests: requests.map(one => ({
          href: `/authority-requests/${one.token}`,
          title: titleOf(one),
          standing: standing(one, today),
        })),
        ask: may(viewer, 'other-authorities.ask') ? `${at}/authorities/ask` : undefined,
        handOver: may(viewer, 'hand-over.decide') ? `${at}/authorities/hand-over` : undefined,
        letters: `${at}/letters`,
        directory: '/authorities',
      },
    }
  },
}

const authorityItems = [
  { value: '', text: 'Choose' },
  ...[...localAuthorities]
    .sort((a, b) => a.name.localeCompare(b.name, 'en-GB'))
    .map(one => ({ value: one.code, text: one.name })),
]

const common = (today: string, isProtected: boolean): readonly Field[] => [
  {
    as: 'textarea',
    name: 'why',
    label: 'Why do you think the child may be there?',
    hint: isProtected
      ? 'They read it. Write nothing that says where the child is'
      : 'They read it. Keep to what they need',
    rows: 3,
  },
  {
    as: 'radios',
    name: 'legalBasis',
    label: 'Under which law do you tell and ask?',
    items: lawItems,
    value: lawItems[0]!.value,
  },
  {
    as: 'date',
    name: 'neededBy',
    label: 'Needed by',
    value: addWorkingDays(today as LocalDate, 5),
  },
  {
    as: 'checkboxes',
    name: 'urgent',
    label: 'Is there a risk?',
    items: [{ value: 'yes', text: 'It is urgent: there is a risk to the child' }],
  },
]

function askFields(today: string, work: Work): readonly Field[] {
  const least: readonly Field[] = work.child.protected
    ? []
    : [
        {
          as: 'checkboxes',
          name: 'withAddress',
          label: 'Besides name and date of birth',
          items: [
            {
              value: 'yes',
              text: 'Tell them the last address we know',
              hint: 'Only if they cannot look without it',
            },
          ],
        },
        {
          as: 'input',
          name: 'siblings',
          label: 'Names of brothers and sisters, if they cannot look without them',
        },
      ]
  return [
    { as: 'select', name: 'codes', label: 'Which authority?', items: authorityItems },
    {
      as: 'input',
      name: 'more',
      label: 'More authorities at once',
      hint: 'Their three figures, such as 202 203. May be left empty',
    },
    {
      as: 'checkboxes',
      name: 'questions',
      label: 'What do you ask?',
      items: questionItems,
      value: 'on-roll|living',
    },
    ...common(today, work.child.protected),
    ...least,
  ]
}

const packItems = items(packParts)
function handOverFields(today: string, work: Work): readonly Field[] {
  const pack: readonly Field[] = work.child.protected
    ? []
    : [
        {
          as: 'checkboxes',
          name: 'parts',
          label: 'What goes with it, besides name and date of birth?',
          hint: 'Only what they need to take the child on',
          items: packItems,
        },
      ]
  return [
    { as: 'select', name: 'codes', label: 'Which authority?', items: authorityItems },
    ...common(today, work.child.protected),
    ...pack,
  ]
}

type Typed = Asked & { questions: string[]; parts: string[] }

function typedIn(request: Request, errors: FormError[]): Typed {
  const { body, params } = request
  const more = text(body, 'more')
    .split(/[\s,;]+/)
    .filter(Boolean)
  const codes = [text(body, 'codes'), ...more].filter(Boolean)
  for (const code of more) {
    if (!localAuthority(code)) {
      const after = meantBy(code).map(one => `${one.name} (${one.code})`)
      errors.push({
        field: 'more',
        text:
          after.length > 0
            ? `${code} has ended. After it came ${after.join(', ')}`
            : `No authority has the figures ${code}`,
      })
    }
  }
  return {
    case: params.case!,
    seen: text(body, 'seen'),
    codes,
    why: text(body, 'why'),
    legalBasis: text(body, 'legalBasis'),
    neededBy: dayFrom(body, 'neededBy', errors),
    urgent: text(body, 'urgent') === 'yes',
    withAddress: text(body, 'withAddress') === 'yes',
    siblings: text(body, 'siblings'),
    questions: texts(body, 'questions'),
    parts: texts(body, 'parts'),
  }
}

const asking = (kind: 'enquiry' | 'hand-over'): Page => ({
  path: `/cases/:case/authorities/${kind === 'enquiry' ? 'ask' : 'hand-over'}`,
  allow: kind === 'enquiry' ? 'other-authorities.ask' : 'hand-over.decide',
  shows: 'one child',
  section: 'Cases',
  async get(request) {
    return view(request, await caseWork(request), kind)
  },
  async post(request) {
    const { db, viewer, body } = request
    const work = await caseWork(request)
    const errors: FormError[] = []
    const typed = typedIn(request, errors)
    if (errors.length > 0) return view(request, work, kind, { errors })
    // What goes is looked at first, word for word; a second press sends it.
    // Where something was changed since, it is looked at again.
    const preview = await previewOf(request, work, kind, typed)
    const isSeen = text(body, 'previewed') === digestOf(preview)
    if (text(body, 'do') !== 'send' || !isSeen) return view(request, work, kind, { typed })
    const done =
      kind === 'enquiry' ? await askAuthorities(db, viewer, typed) : await proposeHandOver(db, viewer, typed)
    if (!done.allowed) return view(request, work, kind, { errors: errorsFrom(done.refusals, 'codes') })
    const { references, tokens } = done.value
    const says = `${references.join(', ')} ${kind === 'enquiry' ? 'asked' : 'proposed. The child is ours until they accept'}. Make a link for them, or tell them by telephone.`
    return redirect(
      tokens.length === 1 ? `/authority-requests/${tokens[0]}` : `/cases/${work.row.token}/authorities`,
      says,
    )
  },
})
export const askPage = asking('enquiry')
export const handOverPage = asking('hand-over')

async function view(
  request: Request,
  work: Work,
  kind: 'enquiry' | 'hand-over',
  more: { errors?: FormError[]; typed?: Typed } = {},
): Promise<ChildView> {
  const { body, today } = request
  const fields = kind === 'enquiry' ? askFields(today, work) : handOverFields(today, work)
  const errors = inOrder(more.errors ?? [], fields)
  const sent = more.errors || more.typed ? body : undefined
  const preview = more.typed ? await previewOf(request, work, kind, more.typed) : undefined
  return {
    template: 'other-authorities/pages/ask.njk',
    child: work.child.id,
    errors,
    data: {
      heading: kind === 'enquiry' ? 'Ask other authorities' : 'Hand the child over',
      pageTitle: kind === 'enquiry' ? 'Ask other authorities' : 'Hand the child over',
      ...frame(work),
      back: { href: `/cases/${work.row.token}/authorities` },
      intro:
        kind === 'enquiry'
          ? 'They are told the child’s name and date of birth, and no more than you choose.'
          : 'The child and the case stay ours, and open, until they accept. A message that was sent is not an acceptance.',
      managerOnly: work.child.protected && request.viewer.role !== 'manager',
      preview,
      form: {
        hidden: [
          { name: 'seen', value: more.errors ? text(body, 'seen') || work.c.seen : work.c.seen },
          ...(preview ? [{ name: 'previewed', value: digestOf(preview) }] : []),
        ],
        fields: shown(fields, sent),
        buttons: preview
          ? [
              { value: 'send', text: kind === 'enquiry' ? 'Ask them' : 'Propose it' },
              { value: 'look', text: 'Look again', secondary: true },
            ]
          : [{ value: 'look', text: 'Preview' }],
      },
    },
  }
}

/** Exactly what goes, but for its reference. */
async function previewOf(
  { db, viewer, today }: Request,
  work: Work,
  kind: 'enquiry' | 'hand-over',
  typed: Typed,
): Promise<string> {
  const { child, c } = work
  const withAddress = kind === 'enquiry' ? typed.withAddress : typed.parts.includes('address')
  const [home] = withAddress && !child.protected ? await addressesOf(db, viewer, child.id) : []
  const pack =
    kind === 'hand-over'
      ? await packLines(db, viewer, { child, c, parts: typed.parts.filter(isPackPart) })
      : undefined
  const to = typed.codes.map(code => localAuthority(code)?.name ?? code).join(', each of ')
  return wordingOf({
    kind,
    from: (await authorityName(db, viewer.la)) ?? '',
    to: to || 'the authority you choose',
    reference: '(made when it goes)',
    details: {
      name: nameOf(child),
      born: child.date_of_birth ?? '',
      ...(home && { address: [home.lines, home.postcode].filter(Boolean).join(', ') }),
      ...(typed.siblings && !child.protected && { siblings: typed.siblings }),
      ...(pack && !child.protected && { pack }),
    },
    questions: typed.questions.filter(isQuestion),
    why: typed.why,
    legalBasis: typed.legalBasis,
    neededBy: (typed.neededBy || addDays(today as LocalDate, 7)) as LocalDate,
    urgent: typed.urgent,
  })
}
