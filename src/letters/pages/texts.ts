// The texts of the letters: what holds, whose it is, and a new version with a preview before it is kept.
import type { Page, Request } from '../../access/page.ts'
import { momentInWords } from '../../platform/clock.ts'
import { NotFound } from '../../platform/errors.ts'
import { type FormErrors, redirect, text, type View } from '../../platform/web/page.ts'
import { changeText, textFor } from '../actions.ts'
import { fieldOf, isField, letterFields } from '../fields.ts'
import { blocksOfText, merged } from '../merge.ts'
import { latestTexts, textsOf } from '../store.ts'
import { channels, type LetterTemplate } from '../template.ts'
import { letterTemplates, shortCode, templateOf } from '../templates.ts'
import { problemsWithText } from '../wording.ts'
import { blockShown, dayInWords, wayInWords } from './letter-parts.ts'

const schoolOf = ({ viewer }: Request): string | null =>
  viewer.side === 'school' ? (viewer.schools[0] ?? null) : null

/** A school writes no text of a letter that is the authority's alone. */
const ownsText = ({ viewer }: Request, template: LetterTemplate): boolean =>
  viewer.side !== 'school' || template.sender !== 'authority'

export const textsPage: Page = {
  path: '/settings/letters',
  allow: 'letters.templates',
  shows: 'no child',
  section: 'Settings',
  async get(request) {
    const { db, viewer } = request
    const latest = await latestTexts(db, viewer, schoolOf(request))
    return {
      template: 'letters/pages/texts.njk',
      data: {
        heading: 'Letters',
        pageTitle: 'Letters: texts',
        back: { href: '/settings' },
        letters: letterTemplates
          .filter(one => ownsText(request, one))
          .map(template => {
            const own = latest.filter(row => row.code === template.code && row.title !== null)
            const holding = own.find(row => row.school_id !== null) ?? own.find(row => row.school_id === null)
            return {
              href: `/settings/letters/${shortCode(template.code)}`,
              code: shortCode(template.code),
              title: holding?.title ?? template.title,
              purpose: template.purpose,
              whose: holding
                ? `${holding.school_id ? 'The school’s own' : 'The authority’s own'}, by ${holding.by_name} on ${momentInWords(holding.at)}`
                : `Ours, of ${dayInWords(template.version)}`,
            }
          }),
      },
    }
  },
}

export const textPage: Page = {
  path: '/settings/letters/:code',
  allow: 'letters.templates',
  shows: 'no child',
  section: 'Settings',
  get: request => view(request),
  async post(request) {
    const { db, viewer, body, params, now } = request
    const does = text(body, 'do')
    const given = { title: text(body, 'title'), body: text(body, 'body').replaceAll('\r\n', '\n') }
    if (does === 'preview') {
      const problems = problemsWithText(given.title, given.body)
      return view(
        request,
        problems.map(says => ({ field: fieldAbout(says), text: says })),
      )
    }
    const decision = await changeText(db, viewer, {
      code: params.code!,
      text: does === 'back' ? undefined : given,
      why: text(body, 'why'),
      now,
    })
    if (!decision.allowed) {
      return view(
        request,
        decision.refusals.map(({ says }) => ({ field: fieldAbout(says), text: says })),
      )
    }
    return redirect(
      `/settings/letters/${params.code}`,
      does === 'back'
        ? 'The earlier text holds again.'
        : 'The new text holds from now. Letters already sent stay as they are.',
    )
  },
}

const fieldAbout = (says: string): string =>
  /why/.test(says) ? 'why' : /title/.test(says) ? 'title' : 'body'

async function view(request: Request, errors: FormErrors = []): Promise<View> {
  const { db, viewer, params, body } = request
  const template = templateOf(params.code!)
  if (!template || !ownsText(request, template)) throw new NotFound('letter')
  const schoolId = schoolOf(request)
  const holding = await textFor(db, viewer, template, schoolId)
  const rows = await textsOf(db, viewer, template.code, schoolId)
  const sent = body.formToken !== undefined
  const shown = sent ? { title: text(body, 'title'), body: text(body, 'body') } : holding
  const sample = new Map(
    Object.keys(letterFields).map(name => [name, `(${isField(name) ? fieldOf(name).says : name})`]),
  )
  const mine = viewer.side === 'school' ? 'school' : 'authority'
  return {
    template: 'letters/pages/text.njk',
    errors,
    data: {
      heading: template.title,
      pageTitle: `Letter ${shortCode(template.code)}`,
      back: { href: '/settings/letters' },
      code: shortCode(template.code),
      rows: [
        ['What it is for', template.purpose],
        ['When it is sent', template.trigger],
        ['How often', template.once],
        [
          'Who sends it',
          template.sender === 'either' ? 'The school or the authority' : `The ${template.sender}`,
        ],
        [
          'How it may go',
          channels
            .filter(one => template.channels.includes(one))
            .map(one => wayInWords[one])
            .join(', '),
        ],
        [
          'Whom it may reach',
          template.discloses ? 'Only somebody marked safe for that way' : 'It says nothing of a child',
        ],
        ['Who agrees a change', template.approver],
        ['Language', 'English. A translation is a text of its own, made by a person'],
      ].map(([key, value]) => ({ key, value })),
      title: shown.title,
      body: shown.body,
      why: text(body, 'why'),
      whose: {
        school: 'The school’s own text holds.',
        authority: 'The authority’s text holds.',
        ours: 'Our text holds.',
      }[holding.whose],
      mayGoBack: holding.whose === mine,
      sheet: {
        title: shown.title,
        date: '(the day it is sent)',
        to: template.byHand ? [] : ['(the name of the person it is for)', '(the address)'],
        blocks: merged(blocksOfText(shown.body), Object.fromEntries(sample)).blocks.map(blockShown),
      },
      fields: Object.entries(letterFields).map(([name, { says }]) => ({ name: `{{${name}}}`, says })),
      versions: rows.map(row => ({
        when: momentInWords(row.at),
        by: row.by_name,
        whose: row.school_id ? 'The school’s' : 'The authority’s',
        why: row.why,
        title: row.title ?? 'Back to the earlier text',
        body: row.body ?? '',
      })),
      ours: { when: dayInWords(template.version), title: template.title },
    },
  }
}
