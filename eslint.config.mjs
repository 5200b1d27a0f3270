// One linter over every folder. Strict and type-checked: a floating promise is an error everywhere.
import tseslint from 'typescript-eslint';
import reactHooks from 'eslint-plugin-react-hooks';

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.vscode-test/', 'test/rig/badFixture/'] },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./src/tsconfig.json', './webview/tsconfig.json', './test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-restricted-syntax': [
        'error',
        { selector: 'ExportDefaultDeclaration', message: 'No default exports: a thing has one name.' },
      ],
      eqeqeq: ['error', 'always'],
    },
  },
  { files: ['webview/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  {
    // Configuration files are asked for a default export by the tools that read them.
    files: ['*.config.mts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['src/domain/**', 'src/app/**', 'src/adapters/**', 'src/vscode/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time only through Clock.' },
        { object: 'Math', property: 'random', message: 'Randomness is injected.' },
      ],
    },
  },
  { files: ['src/adapters/clock/**'], rules: { 'no-restricted-properties': 'off' } },
);
