using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace TaskScheduler.Core.Persistence.Sqlite;

/// <summary>Loads the SQLite library that Sqlite.props references in place of the newer one EF Core was built against.</summary>
internal static class SqliteLibrary
{
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "The resolver has to stand before the first type of Microsoft.Data.Sqlite is touched, by whoever loads Core.")]
    internal static void Load()
    {
        // The runtime refuses an assembly older than the reference asks for, unless a resolver hands it over.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == "SQLitePCLRaw.core" ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "SQLitePCLRaw.core.dll")) : null;
        SQLitePCL.Batteries_V2.Init();
    }
}
