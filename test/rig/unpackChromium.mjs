// Answers for unpacking the browser that comes with npm. The package unpacks into the system's temporary folder and
// edits its process's environment, so this is a program of its own, started with a TMPDIR to unpack to.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
