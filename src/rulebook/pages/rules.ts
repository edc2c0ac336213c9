// The rule book: every rule by subject, and one rule with all that is known of it.
import type { Page, Request } from '../../access/page.ts'
import { addDays, inWords, type LocalDate } from '../../calendar/local-date.ts'
import type { Rule } from '../../law/rule.ts'
import { markInWords } from '../../law/source.ts'
import { NotFound } from '../../platform/errors.ts'
import { isSettingKey, problemWith, settingDefinitions, settingInWords } from '../../schools/settings.ts'
import { settingsHolding } from '../../schools/store.ts'
import { rules } from '../all-rules.ts'
import { limitOn, markOf, ruleIn, sourceLine, subjects, timeLimitInWords, versionLines } from '../book.ts'
import { testsOf } from '../store.ts'
import { recentlyTouched, touchedBy } from './touched.ts'

const section = 'Rules'
/** Names of tests shown of one file. */
const testsShown = 40

export const rulesPage: Page = {
  path: '/rules',
  allow: 'own.account',
  shows: 'no child',
  section,
  async get({ db, viewer, today }) {
    const touched = await recentlyTouched(db, viewer)
    return {
      template: 'rulebook/pages/rules.njk',
      data: {
        heading: 'Rules',
        today: inWords(today as LocalDate),
        where: viewer.side === 'school' ? 'in your schools' : 'in the authority',
        isManager: viewer.role === 'manager',
        subjects: subjects
          .map(subject => ({
            ...subject,
            id: subject.kind.replaceAll(' ', '-'),
            rules: rules
              .filter(rule => rule.kind === subject.kind)
              .map(rule => ({
                id: rule.id,
                name: rule.name,
                href: `/rules/${rule.id}`,
                byWhen: rule.limitInWords,
                mark: markInWords[markOf(rule, today as LocalDate)],
                children: touched.get(rule.id)?.toLocaleString('en-GB') ?? 'Not counted',
              })),
          }))
          .filter(subject => subject.rules.length > 0),
      },
    }
  },
}

export const rulePage: Page = {
  path: '/rules/:rule',
  allow: 'own.account',
  shows: 'no child',
  section,
  async get(request) {
    const { db, viewer, params } = request
    const today = request.today as LocalDate
    const rule = ruleIn(rules, params.rule!)
    if (!rule) throw new NotFound('rule')
    const [touched, settings, tests] = [
      await touchedBy(db, viewer, rule),
      await settingsTouching(request, rule),
      await testsOf(rule),
    ]
    const limit = limitOn(rule, today)
    return {
      template: 'rulebook/pages/rule.njk',
      data: {
        heading: rule.name,
        pageTitle: `${rule.id}: ${rule.name}`,
        back: { href: '/rules', text: 'Rules' },
        rule,
        subject: subjects.find(subject => subject.kind === rule.kind)!.title,
        unchecked: markOf(rule, today) === 'unverified' ? markInWords.unverified : undefined,
        limitToday: limit && {
          says: timeLimitInWords(limit.value),
          from: inWords(limit.from),
          cites: limit.cites,
        },
        today: inWords(today),
        versions: versionLines(rule).map(version => ({
          says: version.says,
          from: inWords(version.from),
          to: version.to ? inWords(addDays(version.to, -1)) : undefined,
          cites: version.cites,
          mark: markInWords[version.mark],
        })),
        sources: rule.cites.map(sourceLine),
        settings,
        touched,
        tests: tests.map(file => ({
          path: file.path,
          names: file.names.slice(0, testsShown),
          more: Math.max(0, file.names.length - testsShown),
        })),
      },
    }
  },
}

/** The authority's own choices that make this rule stricter: what holds today, since when and who said so. */
async function settingsTouching({ db, viewer, today }: Request, rule: Rule) {
  const keys = (rule.settings ?? []).filter(isSettingKey)
  if (keys.length === 0) return []
  const holding = await settingsHolding(db, viewer, today)
  return keys.map(key => {
    const definition = settingDefinitions[key]
    const row = holding.find(one => one.key === key && problemWith(key, one.value) === undefined)
    return {
      name: definition.name,
      now: settingInWords(row?.value ?? definition.value),
      since: row ? `since ${inWords(row.from_on)}, set by ${row.set_name}` : 'our default',
      href: viewer.role === 'manager' ? `/settings/choices/${key}` : undefined,
    }
  })
}
