import type { Page } from '../../access/page.ts'
import { childrenPage } from './children.ts'
import { formPages } from './form-page.ts'
import { paceCasesPage, pacePage } from './pace.ts'
import { deskPlacesPage, placesPage } from './places.ts'
import {
  newProviderPage,
  newVacancyPage,
  providerCheckPage,
  vacanciesPage,
  vacancyFilePage,
} from './vacancies.ts'

export const pages: readonly Page[] = [
  placesPage,
  deskPlacesPage,
  ...formPages,
  vacanciesPage,
  newVacancyPage,
  vacancyFilePage,
  newProviderPage,
  providerCheckPage,
  childrenPage,
  pacePage,
  paceCasesPage,
]
