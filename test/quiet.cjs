// n8n's engine logs every error that a node throws; the tests expect plenty.
process.env.N8N_LOG_LEVEL = 'silent';
