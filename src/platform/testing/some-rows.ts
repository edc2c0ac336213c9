// A few rows in tables of every kind, for tests that must not lose one. All invented.

import type { Sql } from 'postgres'

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** Puts rows into a database that has none. Takes the owner's connection. */
export async function fillSomeRows(owner: Sql): Promise<void> {
  const la = '001'
  await owner`insert into installation (demonstration) values (true)`
  await owner`insert into authorities (la_code, name) values (${la}, 'Made-up Council')`
  await owner`insert into schools (la_code, id, token, urn, dfe_number, name)
    values (${la}, ${id(1)}, 'school-one', '999001', '0012001', ${'Tab\tand \\ School'})`
  await owner`insert into people (la_code, id, email, name, totp_last_step)
    values (${la}, ${id(2)}, 'officer@example.org', 'Priya O’Neill-Ångström', 9007199254740993)`
  await owner`insert into grants (la_code, id, person_id, role, starts_on, given_name, why)
    values (${la}, ${id(3)}, ${id(2)}, 'cme-officer', '2026-09-01', 'System', ${'first\nline and second'})`
  for (let n = 0; n < 300; n++) {
    await owner`insert into children (la_code, id, token, surname, forename, date_of_birth, surname_key, forename_key)
      values (${la}, ${id(100 + n)}, ${`child-${n}`}, ${`Sürname${n}`}, 'Amara', '2015-02-28', ${`surname${n}`}, 'amara')`
  }
  await owner`insert into child_addresses (la_code, id, child_id, lines, postcode)
    values (${la}, ${id(4)}, ${id(100)}, ${'1 Example Road\nExampletown'}, 'ZZ99 1AA')`
  await owner`insert into contacts (la_code, id, child_id, name, phone_1)
    values (${la}, ${id(5)}, ${id(100)}, 'A Parent', '07700 900123')`
  await owner`insert into protections (la_code, id, child_id, kind, from_on, reason, put_on_name)
    values (${la}, ${id(6)}, ${id(101)}, 'address', '2026-10-01', 'asked by the court', 'A DSL')`
  await owner`insert into protected_details (la_code, id, child_id, kind, detail)
    values (${la}, ${id(7)}, ${id(101)}, 'address', ${owner.json({ lines: 'a\\b\n"c"', postcode: 'ZZ99 9ZZ', n: 1.5 })})`
  await owner`insert into sheets (la_code, school_id, day, version, received_at, enrolments, marks, recorded_at)
    values (${la}, ${id(1)}, '2026-10-05', 1, '2026-10-05 09:30:00.123456+01', ${[id(100), id(101)]}, ${'/\\N '},
            ${[1_790_000_000_000, null]})`
  // Numbered by the database itself: the next number must not come again after a restore.
  for (let n = 0; n < 3; n++) {
    await owner`insert into sign_in_attempts (who, whence, good) values ('someone', 'somewhere', false)`
  }
}
