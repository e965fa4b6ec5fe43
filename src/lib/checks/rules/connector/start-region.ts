import {startErrorRule} from './start-error.ts'

export const startRegion = startErrorRule({
  id: 'start-region',
  title: 'It knows its location',
  page: {
    symptom: 'The connector crashes with "Region … is invalid", and lists those that it knows.',
    cause: 'The provider has a fixed list of 54 locations. It lacks newer ones such as spaincentral or mexicocentral.',
    fix: 'Remove the connector and install it with the --location of a region near by that is in the list.',
  },
  pattern: /Region \S* ?is invalid/,
  remedy: 'Remove the connector and install it with another --location.',
})
