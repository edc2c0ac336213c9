// What must hold of any register, on a hundred thousand each. What it asks is in src/absences/properties.test.ts.
process.env.ONROLL_TEST_CASES ??= '100000'
await import('../../src/absences/properties.test.ts')
