namespace TaskScheduler.Tests.Persistence;

/// <summary>The contract of a write gate, kept by SQLite.</summary>
public sealed class SqliteWriteGateTests : WriteGateContract;

/// <summary>The contract of the ledger, kept on SQLite.</summary>
public sealed class SqliteRunLedgerTests : RunLedgerContract;
