/** The columns that lists of cases sort and filter by: what the history says, and nothing else. */
import { type Case, nextStep } from './case.ts'

export type CaseColumns = {
  school_id: string | null
  start_code: string
  state: string
  pathway: string
  standing: string
  level: string
  owner_id: string | null
  owner_name: string | null
  opened_on: string
  next_step: string | null
  next_due: string | null
  closed_on: string | null
  outcome: string | null
  episode_on: string
  episodes: number
  not_located_on: string | null
  last_check_on: string | null
  manager_looked_on: string | null
  search_term: string | null
  search_due: string | null
}

/** Takes a case; gives its columns. */
export function columnsOf(c: Case): CaseColumns {
  const next = nextStep(c)
  return {
    school_id: c.schoolId ?? null,
    start_code: c.startCode,
    state: c.aside?.as ?? c.state,
    pathway: c.pathway,
    standing: c.standing,
    level: c.level,
    owner_id: c.owner?.id ?? null,
    owner_name: c.owner?.name ?? null,
    opened_on: c.openedOn,
    next_step: next?.says ?? null,
    next_due: next?.due ?? null,
    closed_on: c.closedOn ?? null,
    outcome: c.outcome ?? null,
    episode_on: c.episodeOn,
    episodes: c.episodes,
    not_located_on: c.notLocatedOn ?? null,
    last_check_on: c.lastCheckOn ?? null,
    manager_looked_on: c.managerLookedOn ?? null,
    search_term: c.reSearch?.term ?? c.searchedInTerm ?? null,
    search_due: c.reSearch?.due ?? null,
  }
}
