using System.Reflection;
using System.Runtime.CompilerServices;

namespace TaskScheduler.Tests.Conventions;

public sealed class AsyncTests
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    [Fact]
    public void Nothing_is_async_void() => SourceTree.None(
        "An exception in an async void ends the program; return a Task:",
        // What the compiler makes of a lambda counts too, so types of its making are looked at as well.
        new[] { SourceTree.Core, SourceTree.Web, SourceTree.Tests }
            .SelectMany(assembly => assembly.GetTypes()).SelectMany(type => type.GetMethods(Declared))
            .Where(method => method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute), false))
            .Select(Said));

    [Fact]
    public void Every_method_that_returns_a_task_ends_in_Async() => SourceTree.None(
        "End the names of these methods in Async:",
        SourceTree.TypesOf(SourceTree.Core, SourceTree.Web).SelectMany(type => type.GetMethods(Declared).Except(NamedElsewhere(type)))
            .Where(method => ReturnsTask(method) && !method.IsSpecialName && !method.Name.Contains('<', StringComparison.Ordinal) && !method.Name.EndsWith("Async", StringComparison.Ordinal))
            .Select(Said));

    private static bool ReturnsTask(MethodInfo method)
    {
        var type = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        return type == typeof(Task) || type == typeof(Task<>) || type == typeof(ValueTask) || type == typeof(ValueTask<>);
    }

    // An interface of a library, or a class of one that is derived from, has given the name.
    private static IEnumerable<MethodInfo> NamedElsewhere(Type type)
    {
        var overridden = type.GetMethods(Declared).Where(method => method.GetBaseDefinition().DeclaringType != type);
        return type.IsInterface ? overridden : overridden.Concat(type.GetInterfaces().SelectMany(implemented => type.GetInterfaceMap(implemented).TargetMethods));
    }

    private static string Said(MethodInfo method) => $"{method.DeclaringType!.FullName}.{method.Name}";
}
