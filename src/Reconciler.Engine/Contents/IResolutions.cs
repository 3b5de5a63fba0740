namespace Reconciler.Engine.Contents;

/// <summary>The recorded resolutions: what each source held when it was read. Finding is safe for several threads.</summary>
public interface IResolutions
{
    /// <param name="key">Of <see cref="SourceResolution.Key"/>.</param>
    /// <returns>The newest one; null when there is none.</returns>
    SourceResolution? Find(string key);

    /// <summary>Durable when it returns.</summary>
    void Add_NeedsLock(SourceResolution resolution);
}
