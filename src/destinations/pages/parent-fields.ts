// The questions to a family as fields of a form: read, and shown again. Used behind the link, and where staff type answers in.
import type { LocalDate } from '../../calendar/local-date.ts'
import { type DateBoxes, dateBoxes, readDate } from '../../platform/web/date-boxes.ts'
import { type FormError, type PageRequest, text } from '../../platform/web/page.ts'
import {
  type FieldName,
  isAsked,
  type ParentAnswers,
  type ParentStep,
  parentFields,
  parentSteps,
  problemsWith,
} from '../parents/form.ts'

type Body = PageRequest<unknown>['body']

/** What was typed on one page, and what is wrong with it, in its order. Answers to questions that are not asked are let go. */
export function readStep(step: ParentStep, body: Body): { answers: ParentAnswers; errors: FormError[] } {
  const typed: Partial<Record<FieldName, string>> = {}
  const noDay: FieldName[] = []
  for (const name of parentSteps[step].asks) {
    if (parentFields[name].kind !== 'day') {
      typed[name] = text(body, name)
      continue
    }
    const day = readDate(body, name)
    typed[name] = day === 'empty' || day === undefined ? '' : day
    if (day === undefined) noDay.push(name)
  }
  const answers = Object.fromEntries(
    Object.entries(typed).map(([name, value]) => [name, isAsked(name as FieldName, typed) ? value : '']),
  ) as ParentAnswers
  const problems = problemsWith(step, answers)
  const errors = parentSteps[step].asks.flatMap(name => {
    if (noDay.includes(name) && isAsked(name, answers))
      return [{ field: name, text: 'Enter a day, a month and a year, such as 4 1 2027' }]
    return problems.filter(problem => problem.field === name)
  })
  return { answers, errors }
}

export type FieldShown = {
  id: string
  kind: string
  asks: string
  hint: string | undefined
  value: string
  boxes: DateBoxes | undefined
  choices: { id: string; value: string; text: string; checked: boolean; fields: FieldShown[] }[]
}

/** The fields of one page, those that hang on an answer under it. With what was typed, else with what was kept. */
export function fieldsOf(step: ParentStep, kept: ParentAnswers, body?: Body): FieldShown[] {
  const { asks } = parentSteps[step]
  const valueIn = (name: FieldName) => (body ? text(body, name) : (kept[name] ?? ''))
  const shown = (name: FieldName): FieldShown => {
    const { kind, asks: says, hint, choices } = parentFields[name]
    const day = (kept[name] || undefined) as LocalDate | undefined
    return {
      id: name,
      kind,
      asks: says,
      hint,
      value: valueIn(name),
      boxes: kind === 'day' ? dateBoxes(name, body ? { body } : { day }) : undefined,
      choices: Object.entries(choices ?? {}).map(([value, label], at) => ({
        id: at === 0 ? name : `${name}-${at + 1}`,
        value,
        text: label,
        checked: valueIn(name) === value,
        fields: asks.filter(one => hangsOn(one, name, value)).map(shown),
      })),
    }
  }
  return asks.filter(name => parentFields[name].when === undefined).map(shown)
}

const hangsOn = (one: FieldName, name: FieldName, value: string): boolean => {
  const { when } = parentFields[one]
  return when !== undefined && when[0] === name && when[1] === value
}
