/** Answers for the words the panel adds to a text that others wrote. */
import { say } from '../say';

export const markdownStrings = {
  cut: say('The text goes on; this is as much of it as is shown here.'),
} as const;
