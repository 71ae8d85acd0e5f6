namespace TaskScheduler.Core.TaskTypes.Command;

/// <summary>Where a program was found, or why it can't be started.</summary>
internal sealed record FoundProgram(string? Location, string? Fault);

/// <summary>Finds a program as a shell would, and says what is wrong with it before anybody tries to start it.</summary>
internal static class ProgramSearch
{
    private const int MostLinks = 40;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <param name="searched">Folders for names without a path, as in the variable PATH.</param>
    /// <param name="allowed">The program has to be below one of these; empty allows all.</param>
    public static FoundProgram Find(string program, string workingFolder, string searched, IReadOnlyList<string> allowed)
    {
        var found = program.AsSpan().ContainsAny(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar)
            ? Named(Path.GetFullPath(program, workingFolder))
            : Searched(program, searched);
        if (found.Location is null || allowed.Count == 0)
            return found;

        // A link is where it leads to: one below an allowed folder must not lead out of it.
        var real = RealPath(found.Location);
        return real is not null && allowed.Select(RealPath).Any(folder => folder is not null && real.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            ? found
            : new(null, $"The program {real ?? found.Location} may not be run: it is not below a folder that TaskScheduler:Commands:Folders names.");
    }

    private static FoundProgram Named(string path)
    {
        if (Directory.Exists(path))
            return new(null, $"{path} is a folder; name a program in it.");
        if (!File.Exists(path))
            return new(null, $"The program {path} does not exist, or this server may not see it.");
        return IsExecutable(path) ? new(path, null) : new(null, $"The file {path} is not executable; make it so with chmod +x, or name the program that reads it.");
    }

    private static FoundProgram Searched(string name, string searched)
    {
        foreach (var folder in searched.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Where(Path.IsPathFullyQualified))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path) && IsExecutable(path))
                return new(path, null);
            if (OperatingSystem.IsWindows() && File.Exists(path + ".exe"))
                return new(path + ".exe", null);
        }

        return new(null, $"There is no program '{name}' in the folders of PATH, which are {searched}. Write its full path.");
    }

    private static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != UnixFileMode.None;

    /// <summary>The path without links in any part of it; null when they lead in a circle.</summary>
    private static string? RealPath(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var (done, links) = (root, 0);
        var rest = new Stack<string>(PartsBackwards(path[root.Length..]));
        while (rest.TryPop(out var part))
        {
            if (part == "..")
            {
                done = Path.GetDirectoryName(done) ?? root;
                continue;
            }

            var next = Path.Combine(done, part);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                done = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            if (Path.IsPathRooted(target))
                (done, target) = (root, target[Path.GetPathRoot(target)!.Length..]);
            foreach (var inner in PartsBackwards(target))
                rest.Push(inner);
        }

        return done;
    }

    private static IEnumerable<string> PartsBackwards(string path) =>
        path.Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".").Reverse();
}
