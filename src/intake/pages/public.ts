// For anyone, without an account and without script: whom to tell, and telling us about a child.
import type { OpenPage } from '../../access/page.ts'
import type { Viewer } from '../../access/viewer.ts'
import { NotFound } from '../../platform/errors.ts'
import { newSecret } from '../../platform/ids.ts'
import { type FormError, type Redirect, redirect, text, type View } from '../../platform/web/page.ts'
import { authorityName } from '../../schools/store.ts'
import { sendForm } from '../public/actions.ts'
import {
  type Answers,
  answersInWords,
  type Field,
  firstUnfinished,
  isStep,
  questions,
  readFields,
  type Step,
  stepAfter,
  stepBefore,
} from '../public/form.ts'
import { type Kind, mayCome, type Places, placeOf } from '../public/places.ts'
import {
  addToDraft,
  asPublic,
  authorities,
  beginDraft,
  type Contact,
  contactOn,
  deleteDraft,
  draftNow,
} from '../public/store.ts'

type Request = Parameters<NonNullable<OpenPage['get']>>[0]

const cookie = 'onroll-report'
/** Where "Exit this page" leads: a page that anyone may have open. */
const elsewhere = 'https://www.bbc.co.uk/weather'

const addressOf = (la: string) => `/missing-education/${la}`

const contactShown = (contact: Contact | undefined) =>
  contact && {
    ...contact,
    tel: contact.phone.replaceAll(/[^\d+]/g, ''),
    rows: [
      { key: 'Who', text: `${contact.contact_name}, ${contact.contact_role}` },
      { key: 'Phone', text: contact.phone, href: `tel:${contact.phone.replaceAll(/[^\d+]/g, '')}` },
      { key: 'Email', text: contact.email, href: `mailto:${contact.email}` },
      { key: 'When', text: contact.hours },
    ],
  }

/** The names of the authorities, which do not change while we run: read once each. */
const names = new WeakMap<object, Map<string, string>>()
async function nameOf({ db, services }: Request, la: string): Promise<string | undefined> {
  const known = names.get(services) ?? new Map<string, string>()
  names.set(services, known)
  const name = known.get(la) ?? (/^\d{3}$/.test(la) ? await authorityName(db, la) : undefined)
  if (name !== undefined) known.set(la, name)
  return name
}

type At = { la: string; name: string; viewer: Viewer; secret: string | undefined }

/** Goes on as the public of the authority in the address, with the form of this browser. Throws NotFound where there is none. */
async function at(request: Request, la = request.params.authority ?? ''): Promise<At> {
  const { db, today, body } = request
  const secret = text(body, 'ownCookie') || undefined
  const name = await nameOf(request, la)
  if (name === undefined) throw new NotFound('authority')
  return { la, name, secret, viewer: await asPublic(db, la, today, secret) }
}

/** The pages that say whom to ring: each names the person, where the authority has said who. */
const namesContact: ReadonlySet<string> = new Set(['about', 'start', 'danger', 'sent', 'words'])

async function shown(
  { db, today }: Request,
  { la, name, viewer }: At,
  page: string,
  data: { heading: string } & Record<string, unknown>,
  exit = true,
): Promise<View> {
  return {
    template: `intake/pages/public-${page}.njk`,
    data: {
      authorityName: name,
      ...(namesContact.has(page) && { contact: contactShown(await contactOn(db, viewer, today)) }),
      ...(exit && { exit: `${addressOf(la)}/tell-us/exit` }),
      ...data,
    },
  }
}

const about = async (request: Request, la?: string): Promise<View> => {
  const place = await at(request, la)
  return shown(
    request,
    place,
    'about',
    { heading: 'Children missing education', start: `${addressOf(place.la)}/tell-us` },
    false,
  )
}

export const publicPage: OpenPage = {
  path: '/missing-education',
  allow: 'anyone',
  shows: 'no child',
  crowd: true,
  async get(request) {
    const all = await authorities(request.db)
    if (all.length === 1) return about(request, all[0]!.la_code)
    return {
      template: 'intake/pages/public-choose.njk',
      data: {
        heading: 'Children missing education',
        authorities: all.map(one => ({ href: addressOf(one.la_code), text: one.name })),
      },
    }
  },
}

export const publicAuthorityPage: OpenPage = {
  path: '/missing-education/:authority',
  allow: 'anyone',
  shows: 'no child',
  crowd: true,
  get: request => about(request),
}

export const publicStartPage: OpenPage = {
  path: '/missing-education/:authority/tell-us',
  allow: 'anyone',
  shows: 'no child',
  crowd: true,
  cookie,
  async get(request) {
    const place = await at(request)
    return shown(request, place, 'start', {
      heading: 'Tell us about a child',
      begin: `${addressOf(place.la)}/tell-us/danger`,
      back: { href: addressOf(place.la) },
    })
  },
}

// ---- One question a page ----

const placesOf = new WeakMap<object, Places>()
/** May another come from where this request comes from? Counted in memory alone. */
function mayComeFrom({ services, body, now }: Request, kind: Kind): boolean {
  const places: Places = placesOf.get(services) ?? new Map()
  placesOf.set(services, places)
  return mayCome(places, placeOf(text(body, 'ip')), kind, now.getTime())
}

/** Too many come from one place. What was written is kept, and there is always the telephone. */
const tooMany = async (request: Request, place: At): Promise<View> => ({
  ...(await shown(request, place, 'words', {
    heading: 'Please ring us, or try again in 10 minutes',
    says: [
      'Very many reports come from where you are. We have kept what you wrote, and have not sent it yet.',
    ],
    again: { text: 'Try again', href: `${addressOf(place.la)}/tell-us/check` },
  })),
  status: 429,
})

const ended = (request: Request, place: At): Promise<View> =>
  shown(request, place, 'words', {
    heading: 'What you wrote is not kept any more',
    says: ['We keep it for an hour, and delete it when you leave.'],
    again: { text: 'Start again', href: `${addressOf(place.la)}/tell-us/danger` },
  })

async function question(
  request: Request,
  place: At,
  step: Step,
  answers: Answers,
  errors: FormError[] = [],
): Promise<View> {
  const { heading, fields, says } = questions[step] as (typeof questions)[Step] & { says?: readonly string[] }
  const before = stepBefore(step, answers)
  const base = `${addressOf(place.la)}/tell-us`
  const view = await shown(request, place, 'step', {
    heading,
    says,
    urgent: step === 'danger',
    back: { href: before ? `${base}/${before}` : base },
    fields: (fields as readonly Field[]).map(field => {
      const value = errors.length > 0 ? text(request.body, field.name) : (answers[field.name] ?? '')
      return {
        ...field,
        value,
        items: Object.entries(field.choices ?? {}).map(([of, says]) => ({
          value: of,
          text: says,
          checked: of === value,
        })),
      }
    }),
  })
  return { ...view, errors }
}

async function answer(request: Request, place: At, step: Step): Promise<View | Redirect> {
  const { db, body, now } = request
  const base = `${addressOf(place.la)}/tell-us`
  const { answers, errors } = readFields(questions[step].fields, name => text(body, name))
  const kept = place.secret && (await addToDraft(db, place.viewer, place.viewer.personId, answers, now))
  if (errors.length > 0) return question(request, place, step, { ...(kept || {}), ...answers }, errors)
  const next = (all: Answers) => {
    const danger = step === 'danger' && all.danger !== 'no'
    // Whoever came to change one answer goes back to see them all.
    if (request.query.change !== undefined && !danger) return `${base}/check`
    return `${base}/${danger ? 'call-999' : stepAfter(step, all)}`
  }
  if (kept) return redirect(next(kept))
  // The first question begins a form; any other without one has outlived it.
  if (step !== 'danger') return redirect(`${base}/ended`)
  // A hurried flood is slowed here. Whoever says there is danger goes on in any case.
  if (answers.danger === 'no' && !mayComeFrom(request, 'begin')) return tooMany(request, place)
  const secret = newSecret()
  const viewer = await asPublic(db, place.la, request.today, secret)
  await beginDraft(db, viewer, viewer.personId, answers, now)
  return { ...redirect(next(answers)), cookie: { name: cookie, value: secret } }
}

async function send(request: Request, place: At): Promise<View | Redirect> {
  const { db, now } = request
  const base = `${addressOf(place.la)}/tell-us`
  const draft = place.secret && (await draftNow(db, place.viewer, place.viewer.personId, now, { hold: true }))
  if (draft && !draft.reference) {
    const urgent = draft.answers.danger !== 'no'
    if (!mayComeFrom(request, urgent ? 'send urgent' : 'send')) return tooMany(request, place)
  }
  const came = await sendForm(db, place.viewer, now)
  if (came.is === 'unfinished') return redirect(`${base}/${came.at}`)
  return redirect(`${base}/${came.is}`)
}

/** Leaves at once: the form is deleted, the browser forgets, and shows something else. */
async function exit({ db }: Request, { viewer, secret }: At): Promise<Redirect> {
  if (secret) await deleteDraft(db, viewer, viewer.personId)
  return { redirect: elsewhere, cookie: { name: cookie, value: null }, forgetVisitor: true }
}

export const publicStepPage: OpenPage = {
  path: '/missing-education/:authority/tell-us/:step',
  allow: 'anyone',
  shows: 'no child',
  crowd: true,
  cookie,
  async get(request) {
    const place = await at(request)
    const { step } = request.params
    const base = `${addressOf(place.la)}/tell-us`
    if (step === 'exit') return exit(request, place)
    if (step === 'ended') return ended(request, place)
    const draft =
      place.secret && (await draftNow(request.db, place.viewer, place.viewer.personId, request.now))
    if (step === 'sent') {
      if (!draft || draft.reference === undefined) return ended(request, place)
      return shown(request, place, 'sent', {
        heading: 'Thank you. We have your report',
        reference: draft.reference,
      })
    }
    const answers = draft && !draft.reference ? draft.answers : undefined
    if (step === 'danger') return question(request, place, step, answers ?? {})
    if (!answers) return ended(request, place)
    if (step === 'call-999') {
      return shown(request, place, 'danger', {
        heading: 'Call 999 now',
        back: { href: `${base}/danger` },
        next: `${base}/child`,
      })
    }
    if (step === 'check') {
      const unfinished = firstUnfinished(answers)
      if (unfinished) return redirect(`${base}/${unfinished}`)
      return shown(request, place, 'check', {
        heading: 'Check your answers',
        back: { href: `${base}/${stepBefore('check', answers)}` },
        rows: answersInWords(answers).map(row => ({ ...row, href: `${base}/${row.step}?change=1` })),
      })
    }
    if (isStep(step)) return question(request, place, step, answers)
    throw new NotFound('step')
  },
  async post(request) {
    const place = await at(request)
    const { step } = request.params
    if (step === 'check') return send(request, place)
    if (isStep(step)) return answer(request, place, step)
    throw new NotFound('step')
  },
}
