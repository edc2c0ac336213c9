// Every page of schools, for app.ts.
import type { Page } from '../../access/page.ts'
import { choicePage, choicesPage } from './choices.ts'
import { addSchoolPage, schoolPage, schoolsPage } from './schools.ts'
import { schoolTermDatesPage, termDatesPage, termDatesYearPage } from './term-dates.ts'

export const pages: readonly Page[] = [
  schoolsPage,
  addSchoolPage,
  schoolPage,
  termDatesPage,
  schoolTermDatesPage,
  termDatesYearPage,
  choicesPage,
  choicePage,
]
