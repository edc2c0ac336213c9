// The files received, and sending another.
import type { Page, Request } from '../../access/page.ts'
import { type Kind, kinds } from '../../formats/columns.ts'
import { type FormError, redirect, text } from '../../platform/web/page.ts'
import { schoolsOf } from '../../schools/store.ts'
import { receiveFile } from '../actions.ts'
import { importByToken, importsOf } from '../store.ts'
import { countsInWords, kindInWords, schoolKinds, stateInWords, whyNotText } from '../words.ts'
import { checkNext, dayOf } from './parts.ts'

const uploadBytesMax = 20_000_000

export const filesPage: Page = {
  path: '/files',
  allow: 'files',
  shows: 'no child',
  section: 'Files',
  uploadBytesMax,
  get: request => view(request, {}, []),
  async post(request) {
    const { db, viewer, body, upload, now, services } = request
    const kind = kindsFor(request).find(one => one === text(body, 'kind'))
    const schools = await schoolsFor(request)
    const asked = text(body, 'school')
    const school =
      schools.length === 1 && viewer.side === 'school' ? schools[0] : schools.find(one => one.token === asked)
    const errors: FormError[] = []
    if (!kind) errors.push({ field: 'kind', text: 'Choose what the file is' })
    if (!school && (viewer.side === 'school' || asked !== '')) {
      errors.push({ field: 'school', text: 'Choose which school the file is about' })
    }
    if (upload?.fieldName !== 'file') errors.push({ field: 'file', text: 'Choose a file' })
    else {
      const not = whyNotText(upload.bytes)
      if (not) errors.push({ field: 'file', text: not })
    }
    if (errors.length > 0) return view(request, { kind: text(body, 'kind'), school: asked }, errors)
    const received = await receiveFile(db, viewer, {
      kind: kind!,
      schoolId: school?.id,
      fileName: upload!.fileName,
      content: [upload!.bytes],
      complete: kind === 'pupils' && text(body, 'complete') === 'yes',
      demonstration: services.demonstration,
      now,
    })
    const { already, token } = received
    if (already) {
      return redirect(
        `/files/${token}`,
        `This very file was already read on ${dayOf(already.at)}. There is nothing to do.`,
      )
    }
    return redirect(await checkNext(request, await importByToken(db, viewer, token)))
  },
}

const kindsFor = ({ viewer }: Request): readonly Kind[] => (viewer.side === 'school' ? schoolKinds : kinds)

async function schoolsFor({ db, viewer, today }: Request) {
  const open = (await schoolsOf(db, viewer)).filter(
    school => school.closed_on === null || school.closed_on > today,
  )
  return viewer.side === 'school' ? open.filter(school => viewer.schools.includes(school.id)) : open
}

async function view(
  request: Request,
  values: { kind?: string; school?: string },
  errors: readonly FormError[],
) {
  const { db, viewer } = request
  const [files, schools] = await Promise.all([importsOf(db, viewer), schoolsFor(request)])
  const isSchool = viewer.side === 'school'
  return {
    template: 'interchange/pages/files.njk',
    errors,
    data: {
      heading: 'Files',
      megabytes: uploadBytesMax / 1_000_000,
      kinds: kindsFor(request).map(kind => ({ value: kind, text: kindInWords[kind] })),
      schools:
        isSchool && schools.length === 1
          ? undefined
          : [
              { value: '', text: isSchool ? 'Choose a school' : 'The file names the school on each row' },
              ...schools.map(school => ({ value: school.token, text: school.name })),
            ],
      values,
      files: files.map(file => ({
        href: `/files/${file.token}`,
        name: file.file_name,
        kind: kindInWords[file.kind],
        school: file.school ?? 'The whole authority',
        received: `${dayOf(file.received_at)}, ${file.received_name}`,
        state: stateInWords[file.state],
        counts: file.state === 'received' ? '' : countsInWords(file.counts, file.state === 'applied'),
        demonstration: file.demonstration,
      })),
    },
  }
}
