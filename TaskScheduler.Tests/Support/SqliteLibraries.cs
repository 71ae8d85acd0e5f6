using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using TaskScheduler.Core;

namespace TaskScheduler.Tests.Support;

internal static class SqliteLibraries
{
    // A test that opens a database by itself needs what Core does when it is loaded: see SqliteLibrary.
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "It has to stand before the first type of Microsoft.Data.Sqlite is touched, in whichever test.")]
    internal static void Load() => RuntimeHelpers.RunModuleConstructor(typeof(StartFault).Module.ModuleHandle);
}
