/** Every rule of the school's side: the words they use, the codes, the duties while a child is on roll, and when one comes or goes. */
import { absenceRules } from './absence-rules.ts'
import { codeRules } from './code-rules.ts'
import { definitions } from './definitions.ts'
import { rollRules } from './roll-rules.ts'
import type { Rule } from './rule.ts'

export const schoolRules: readonly Rule[] = [...definitions, ...codeRules, ...absenceRules, ...rollRules]

const byId = new Map(schoolRules.map(rule => [rule.id, rule]))

/** The rule of the school's side with this id. Throws where there is none: ids stand in the code. */
export function schoolRule(id: string): Rule {
  const rule = byId.get(id)
  if (!rule) throw new Error(`There is no school rule ${id}`)
  return rule
}
