/**
 * Answers for React's place in the script that paints the first frame: components are called once and become elements.
 * It has what the panel's components use, and no more; there are no effects, no events and no second render. The
 * bundler puts it where they import `react` (esbuild.mjs).
 */

/** What a component or an element was written as. */
interface Written {
  readonly type: Component | string | symbol;
  readonly props: Props;
}

type Props = Readonly<Record<string, unknown>>;
type Component = (props: Props) => unknown;

export const Fragment = Symbol('fragment');

export const jsx = (type: Written['type'], props: Props): Written => ({ type, props });
/** For several children; they are told apart by nobody here. */
export const jsxs = (type: Written['type'], props: Props): Written => jsx(type, props);

interface StaticContext<T> {
  (props: { readonly value: T; readonly children: unknown }): unknown;
  current: T;
}

/** The value is the last one given: there is one provider in the page. */
export function createContext<T>(initial: T): StaticContext<T> {
  const context: StaticContext<T> = ({ value, children }) => {
    context.current = value;
    return children;
  };
  context.current = initial;
  return context;
}

const nothing = (): void => undefined;

export const use = <T>(context: StaticContext<T>): T => context.current;
export const memo = <T>(component: T): T => component;
export const useCallback = <T>(callback: T): T => callback;
export const useDeferredValue = <T>(value: T): T => value;
export const useMemo = <T>(make: () => T): T => make();
export const useRef = <T>(current: T): { current: T } => ({ current });
export const useState = <T>(initial: T | (() => T)): readonly [T, () => void] => [
  typeof initial === 'function' ? (initial as () => T)() : initial,
  nothing,
];
export const useSyncExternalStore = <T>(_subscribe: unknown, get: () => T): T => get();
export const useEffect = nothing;
export const useLayoutEffect = nothing;

/** The DOM of what a component tree says. */
export function elementsOf(written: unknown): DocumentFragment {
  const fragment = document.createDocumentFragment();
  append(fragment, written);
  return fragment;
}

function append(parent: Node, written: unknown): void {
  if (Array.isArray(written)) {
    for (const each of written) append(parent, each);
  } else if (typeof written === 'string' || typeof written === 'number') {
    parent.appendChild(document.createTextNode(String(written)));
  } else if (isWritten(written)) {
    const { type, props } = written;
    if (typeof type === 'function') append(parent, type(props));
    else if (typeof type === 'symbol') append(parent, props.children);
    else parent.appendChild(elementOf(type, props));
  }
}

const isWritten = (value: unknown): value is Written => typeof value === 'object' && value !== null && 'type' in value;

function elementOf(name: string, props: Props): HTMLElement {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(props)) setProperty(element, key, value);
  append(element, props.children);
  return element;
}

function setProperty(element: HTMLElement, name: string, value: unknown): void {
  if (name === 'children' || value === null || value === undefined || typeof value === 'function') return;
  if (name === 'style') setStyle(element, value as Readonly<Record<string, string | number>>);
  else if (typeof value === 'boolean') setFlag(element, name, value);
  else if (name !== 'ref' && (typeof value === 'string' || typeof value === 'number')) {
    element.setAttribute(name === 'className' ? 'class' : name.toLowerCase(), String(value));
  }
}

/** What assistive technology and our own data read is said in words; any other flag is there or is not. */
function setFlag(element: HTMLElement, name: string, value: boolean): void {
  if (name.startsWith('aria-') || name.startsWith('data-')) element.setAttribute(name, String(value));
  else if (value) element.setAttribute(name, '');
}

/** By script, as the page's policy refuses styles in markup. */
function setStyle(element: HTMLElement, style: Readonly<Record<string, string | number>>): void {
  for (const [name, value] of Object.entries(style)) {
    element.style.setProperty(name, typeof value === 'number' && value !== 0 ? `${value}px` : String(value));
  }
}
