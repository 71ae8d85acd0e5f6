using Microsoft.EntityFrameworkCore;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Secrets;

/// <summary>Opens secrets for runs. Nothing that it gives out may be shown, kept or logged.</summary>
public sealed class SecretVault(IDbContextFactory<SchedulerDb> databases, ISecretCipher cipher)
{
    /// <summary>Those of the names that no secret has.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyCollection<string> names)
    {
        if (names.Count == 0)
            return [];
        using var db = databases.CreateDbContext();
        return [.. names.Except(db.Secrets.Where(secret => names.Contains(secret.Name)).Select(secret => secret.Name), StringComparer.Ordinal)];
    }

    /// <summary>The values by name; refused when one of them is not there or can't be read.</summary>
    public async Task<Result<IReadOnlyDictionary<string, string>>> RevealAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var faults = new List<Fault>();
        if (names.Count > 0)
        {
            await using var db = databases.CreateDbContext();
            var rows = await db.Secrets.AsNoTracking().Where(secret => names.Contains(secret.Name)).ToDictionaryAsync(secret => secret.Name, StringComparer.Ordinal, cancellationToken);
            foreach (var name in names)
            {
                if (!rows.TryGetValue(name, out var row))
                    faults.Add(new("payload", Missing(name)));
                else if (cipher.Decrypt(name, row.Encrypted) is { } value)
                    values.Add(name, value);
                else
                    faults.Add(new("payload", $"The secret '{name}' can't be decrypted: the keys it was encrypted with are not there any more. Enter it again on the page Secrets."));
            }
        }

        return faults.Count > 0 ? Result<IReadOnlyDictionary<string, string>>.Invalid(faults) : Result<IReadOnlyDictionary<string, string>>.Of(values);
    }

    internal static string Missing(string name) => $"There is no secret '{name}'. An administrator adds it on the page Secrets.";
}
