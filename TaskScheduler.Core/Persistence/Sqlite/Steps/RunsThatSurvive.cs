namespace TaskScheduler.Core.Persistence.Sqlite.Steps;

/// <summary>What retries, dead letters, limits, output and the further task types are kept in.</summary>
internal static class RunsThatSurvive
{
    public const string Sql = """
        -- Payments: the built-in ledger, amounts in the smallest unit of the currency.
        CREATE TABLE ledger_accounts (
            id BLOB NOT NULL PRIMARY KEY,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            currency TEXT NOT NULL,
            owner_id BLOB NULL,
            external INTEGER NOT NULL,
            frozen INTEGER NOT NULL,
            balance INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            CHECK (external = 1 OR balance >= 0));
        CREATE INDEX ledger_accounts_by_owner ON ledger_accounts (owner_id, name);

        CREATE TABLE ledger_transactions (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            from_id BLOB NOT NULL,
            to_id BLOB NOT NULL,
            amount INTEGER NOT NULL CHECK (amount > 0),
            reference TEXT NOT NULL,
            run_id BLOB NULL,
            at INTEGER NOT NULL,
            CHECK (from_id <> to_id));

        CREATE TABLE ledger_entries (
            account_id BLOB NOT NULL,
            transaction_id INTEGER NOT NULL,
            amount INTEGER NOT NULL,
            balance INTEGER NOT NULL,
            PRIMARY KEY (account_id, transaction_id)) WITHOUT ROWID;
        """;
}
