using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using TaskScheduler.Core.Maintenance.Pacing;
using TaskScheduler.Core.Persistence;

namespace TaskScheduler.Core.Maintenance.Backups;

/// <summary>A backup as a file: a zip with the database, the keys without which secrets and sessions can't be read, and what it says of itself.</summary>
internal static class BackupArchive
{
    private const string ManifestName = "backup.json";
    private const int Chunk = 256 * 1024;

    // The manifest of a backup is a few hundred bytes; whatever is larger is none.
    private const int LargestManifest = 1024 * 1024;

    private static readonly JsonSerializerOptions json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes one, readable by this user alone, and has it on the disk when it returns.</summary>
    /// <param name="said">Is told how many bytes of the database are in it.</param>
    public static async Task WriteAsync(string file, BackupManifest manifest, string database, DirectoryInfo keys, QuietPace pace, Action<long> said, CancellationToken cancellationToken)
    {
        await using var stream = OwnFile.Create(file);
        var disk = new DiskSteps(stream.SafeFileHandle);
        await using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var entry = await zip.CreateEntry(ManifestName).OpenAsync(cancellationToken))
                await JsonSerializer.SerializeAsync(entry, manifest, json, cancellationToken);
            foreach (var key in manifest.Keys)
                await PutAsync(zip, $"{DataFolder.Keys}/{key}", Path.Combine(keys.FullName, key), pace, _ => { }, cancellationToken);
            await PutAsync(zip, DataFolder.Database, database, pace, Said, cancellationToken);
        }

        stream.Flush(flushToDisk: true);

        void Said(long done)
        {
            said(done);
            disk.Written(stream.Length);
        }
    }

    /// <summary>What a file says of itself; null when it is no backup.</summary>
    public static BackupManifest? Read(string file)
    {
        try
        {
            using var zip = ZipFile.OpenRead(file);
            if (zip.GetEntry(ManifestName) is not { Length: <= LargestManifest } entry || zip.GetEntry(DataFolder.Database) is null)
                return null;
            using var stream = entry.Open();
            return JsonSerializer.Deserialize<BackupManifest>(stream, json) is { Facts: not null, Keys: not null } manifest && manifest.Keys.All(IsPlain) ? manifest : null;
        }
        catch (Exception error) when (error is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads the database in it to the end; its SHA-256 in hexadecimal digits.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static async Task<string> HashAsync(string file, QuietPace pace, Action<long> said, CancellationToken cancellationToken)
    {
        await using var zip = await ZipFile.OpenReadAsync(file, cancellationToken);
        await using var stream = await zip.GetEntry(DataFolder.Database)!.OpenAsync(cancellationToken);
        return await HashAsync(stream, Stream.Null, pace, said, cancellationToken);
    }

    /// <summary>Puts what is in it into a folder, each file for this user alone; returns the SHA-256 of the database.</summary>
    public static async Task<string> ExtractAsync(string file, BackupManifest manifest, string folder, Action<long> said, CancellationToken cancellationToken)
    {
        await using var zip = await ZipFile.OpenReadAsync(file, cancellationToken);
        var keys = OwnFile.Folder(Path.Combine(folder, DataFolder.Keys)).FullName;
        foreach (var key in manifest.Keys)
            await TakeAsync(zip, $"{DataFolder.Keys}/{key}", Path.Combine(keys, key), _ => { }, cancellationToken);
        return await TakeAsync(zip, DataFolder.Database, Path.Combine(folder, DataFolder.Database), said, cancellationToken);
    }

    /// <summary>The SHA-256 of a stream, in hexadecimal digits, while it is copied.</summary>
    public static async Task<string> HashAsync(Stream from, Stream to, QuietPace? pace, Action<long> said, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Chunk];
        var total = 0L;
        while (true)
        {
            var begin = pace?.Now ?? 0;
            var read = await from.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            if (read == 0)
                return Convert.ToHexStringLower(hash.GetHashAndReset());
            hash.AppendData(buffer, 0, read);
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            said(total += read);
            if (pace is not null)
                await pace.RestAsync(pace.Since(begin), cancellationToken);
        }
    }

    private static async Task PutAsync(ZipArchive zip, string name, string file, QuietPace pace, Action<long> said, CancellationToken cancellationToken)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellationToken);
        await using var source = File.OpenRead(file);
        await HashAsync(source, entry, pace, said, cancellationToken);
    }

    private static async Task<string> TakeAsync(ZipArchive zip, string name, string file, Action<long> said, CancellationToken cancellationToken)
    {
        await using var entry = await (zip.GetEntry(name) ?? throw new InvalidDataException($"{name} is missing in it.")).OpenAsync(cancellationToken);
        await using var target = OwnFile.Create(file);
        var hash = await HashAsync(entry, target, null, said, cancellationToken);
        target.Flush(flushToDisk: true);
        return hash;
    }

    // A name with a way in it could lead out of the folder that it is put into.
    private static bool IsPlain(string name) => name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..");
}
