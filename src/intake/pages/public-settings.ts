// What the public page says of whom to tell: kept by a manager, from a day on.
import type { Page, Request } from '../../access/page.ts'
import { localDate } from '../../calendar/local-date.ts'
import { weekday } from '../../cases/pages/case-work.ts'
import { dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { contactHistory, contactOn, insertContact } from '../public/store.ts'

const fields = [
  ['contact_name', 'Name of the contact', 'Enter the name of the contact'],
  ['contact_role', 'Their role', 'Enter their role'],
  ['phone', 'Phone number', 'Enter a phone number'],
  ['email', 'Email address', 'Enter an email address'],
  ['hours', 'When somebody answers', 'Enter when somebody answers, such as Monday to Friday, 9am to 5pm'],
] as const

export const publicSettingsPage: Page = {
  path: '/settings/public-page',
  allow: 'authority.settings',
  shows: 'no child',
  section: 'Settings',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body } = request
    const errors: FormError[] = fields.flatMap(([name, , missing]) => {
      const typed = text(body, name)
      if (typed === '') return [{ field: name, text: missing }]
      return typed.length > 200 ? [{ field: name, text: 'Use 200 characters or fewer' }] : []
    })
    if (text(body, 'email') !== '' && !/^[^\s@<>]+@[^\s@<>]+$/.test(text(body, 'email')))
      errors.push({ field: 'email', text: 'Enter an email address in the right form' })
    if (text(body, 'phone') !== '' && !/^[+\d][\d ()]{5,24}$/.test(text(body, 'phone')))
      errors.push({ field: 'phone', text: 'Enter a phone number, with nothing but digits and spaces' })
    const from = readDate(body, 'from')
    if (from === undefined || from === 'empty' || from < viewer.today)
      errors.push({ field: 'from', text: 'Enter today or a later day' })
    if (errors.length > 0 || from === undefined || from === 'empty') return view(request, errors)
    await insertContact(db, viewer, {
      from_on: from,
      contact_name: text(body, 'contact_name'),
      contact_role: text(body, 'contact_role'),
      phone: text(body, 'phone'),
      email: text(body, 'email'),
      hours: text(body, 'hours'),
    })
    return redirect('/settings/public-page', `Published from ${weekday(from)}`)
  },
}

async function view({ db, viewer, body }: Request, errors: FormError[] = []) {
  const now = await contactOn(db, viewer, viewer.today)
  const typed = body.formToken !== undefined
  return {
    template: 'intake/pages/public-settings.njk',
    errors,
    data: {
      heading: 'What the public page says',
      back: { href: '/settings', text: 'Back to settings' },
      page: `/missing-education/${viewer.la}`,
      fields: [
        ...fields.map(([name, label]) => ({
          as: 'input',
          name,
          label,
          value: typed ? text(body, name) : (now?.[name] ?? ''),
        })),
        {
          as: 'date',
          name: 'from',
          label: 'From which day?',
          hint: 'What holds now stays until then.',
          boxes: dateBoxes('from', typed ? { body } : { day: localDate(viewer.today) }),
        },
      ],
      history: (await contactHistory(db, viewer)).map(one => ({
        from: weekday(one.from_on),
        says: `${one.contact_name}, ${one.contact_role}; ${one.phone}; ${one.email}; ${one.hours}`,
        by: one.written_name,
      })),
    },
  }
}
