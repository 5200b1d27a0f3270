/** Starts the database's thread on the file system there is. */
import { nodeFiles } from './fileOperations';
import { serveJobs } from './serveJobs';

serveJobs(nodeFiles);
