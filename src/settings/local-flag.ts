import * as Flags from '@oclif/core/flags'

/** `--local` of the commands that change settings. */
export const local = Flags.boolean({
  summary: 'Change the file .vkctl/config of the current folder. It applies to this folder and those below it.',
})
