/** Of models that may be used by everybody without asking. */
export const apacheLicence = {
  name: 'apache-2.0',
  title: 'Apache License 2.0',
  url: 'https://www.apache.org/licenses/LICENSE-2.0',
  acceptance: 'not-needed',
} as const;
