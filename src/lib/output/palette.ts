import {styleText} from 'node:util'

/** Colours by what they mean. All can be read on a dark and on a light background, which bright yellow, green and cyan and plain blue and magenta cannot. */
export const palette = {
  problem: 'redBright',
  unknown: 'magentaBright',
  warning: 'yellow',
  good: 'green',
  minor: 'gray',
  command: 'blueBright',
  heading: 'bold',
} as const

export type Meaning = keyof typeof palette

/** The text in the colour of its meaning if the stream has colours. */
export function paint(colour: boolean, meaning: Meaning, text: string): string {
  return colour ? styleText(palette[meaning], text, {validateStream: false}) : text
}
