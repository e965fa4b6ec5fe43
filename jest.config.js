// jest strips the types itself since 30.5, so no transformer is needed (docs/decisions/0003-typescript-and-tests.md).
export default {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
}
