namespace Reconciler.Cli.Workplaces;

/// <summary>The starter repository that <c>init</c> writes: the files of <c>examples/starter</c>, which travel inside the program.</summary>
internal static class StarterFiles
{
    private const string Prefix = "starter/";

    /// <returns>Sorted by path.</returns>
    internal static StarterFile[] All()
    {
        var assembly = typeof(StarterFiles).Assembly;
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               // The build's own separator stands in the name.
               let path = name.Replace('\\', '/')
               where path.StartsWith(Prefix, StringComparison.Ordinal)
               orderby path
               select new StarterFile(path[Prefix.Length..], Read(assembly.GetManifestResourceStream(name)!)),
        ];
    }

    private static byte[] Read(Stream resource)
    {
        using (resource)
        {
            var bytes = new byte[resource.Length];
            resource.ReadExactly(bytes);
            return bytes;
        }
    }
}

/// <param name="Path">From the repository's root, with forward slashes.</param>
internal sealed record StarterFile(string Path, byte[] Bytes)
{
    internal string Below(string directory) => System.IO.Path.Combine([directory, .. Path.Split('/')]);
}
