using System.Reflection;
using System.Reflection.Metadata;

namespace TaskScheduler.Tests.Conventions;

/// <summary>How long a method's body is.</summary>
/// <param name="Place">File, first line and name.</param>
internal sealed record MethodLength(string Place, int Lines);

/// <summary>Reads from the debug symbols where the compiler saw each method begin and end, which no reading of the text gets as right.</summary>
internal static class MethodLines
{
    public static IReadOnlyList<MethodLength> Of(Assembly assembly)
    {
        using var stream = File.OpenRead(Path.ChangeExtension(assembly.Location, ".pdb"));
        using var symbols = MetadataReaderProvider.FromPortablePdbStream(stream);
        var reader = symbols.GetMetadataReader();
        return [.. reader.MethodDebugInformation.Select(handle => Measure(assembly, reader, handle)).OfType<MethodLength>()];
    }

    private static MethodLength? Measure(Assembly assembly, MetadataReader reader, MethodDebugInformationHandle handle)
    {
        var information = reader.GetMethodDebugInformation(handle);
        var points = information.GetSequencePoints().Where(point => !point.IsHidden).ToList();
        if (points.Count == 0)
            return null;
        var file = reader.GetString(reader.GetDocument(points[0].Document).Name);
        var method = assembly.ManifestModule.ResolveMethod(System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle.ToDefinitionHandle()))!;
        // Markup has a budget of its own, and a constructor's lines are those of all field initializers, wherever they stand.
        if (method.Name.StartsWith('.') || !file.EndsWith(".cs", StringComparison.Ordinal) || file.Contains("/obj/", StringComparison.Ordinal) || file.Contains("\\obj\\", StringComparison.Ordinal))
            return null;
        var first = points.Min(point => point.StartLine);
        // The body of an async method or an iterator lies in a type that the compiler names after it.
        var name = method.Name == "MoveNext" ? method.DeclaringType!.Name : $"{method.DeclaringType!.Name}.{method.Name}";
        return new($"{Path.GetFileName(file)}:{first} {name}", points.Max(point => point.EndLine) - first + 1);
    }
}
