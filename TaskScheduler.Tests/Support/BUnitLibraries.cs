using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace TaskScheduler.Tests.Support;

internal static class BUnitLibraries
{
    // bUnit asks for a later AngleSharp.Diffing than the one referenced: see BUnit.targets.
    [ModuleInitializer]
    internal static void AcceptTheReferencedVersion() =>
        AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
            ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
            : null;
}
